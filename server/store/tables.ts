/** Facts about the database itself. `meta` holds `mode` from the first start on. */
export interface MetaTables {
  meta: { key: string; value: string }
  schema_versions: { version: number; name: string; applied_at_ms: number }
}
