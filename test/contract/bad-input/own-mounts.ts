import { spawnSync } from 'node:child_process'

/** Whether a process here may have mounts of its own: a small disk, a folder that is read-only even for root. Linux, where it is allowed. */
export const mayMount: boolean =
  process.platform === 'linux' &&
  spawnSync('unshare', ['-rm', 'sh', '-c', 'mount -t tmpfs none /mnt'], { stdio: 'ignore' }).status === 0

/** Runs a command with a disk of `sizeKiB` in place of `folder`, which nobody else sees. */
export const onSmallDisk = (folder: string, sizeKiB: number): readonly string[] => [
  'unshare',
  '-rm',
  'sh',
  '-c',
  `mount -t tmpfs -o size=${sizeKiB}k none '${folder}' && exec "$@"`,
  'sh',
]

/** Runs a command for which `folder` cannot be written. */
export const onReadOnlyFolder = (folder: string): readonly string[] => [
  'unshare',
  '-rm',
  'sh',
  '-c',
  `mount --bind '${folder}' '${folder}' && mount -o remount,ro,bind '${folder}' && exec "$@"`,
  'sh',
]
