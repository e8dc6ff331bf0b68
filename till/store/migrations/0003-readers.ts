/** How the chosen reader is driven. Imports nothing of the app: a migration never changes. */
export const readersMigration = {
  version: 3,
  sql: `
ALTER TABLE chosen_reader ADD COLUMN driver TEXT NOT NULL DEFAULT 'server';
ALTER TABLE chosen_reader ADD COLUMN flow TEXT NOT NULL DEFAULT 'process';
`,
} as const
