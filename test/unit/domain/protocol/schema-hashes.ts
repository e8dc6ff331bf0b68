/**
 * The shape of all that crosses a process, by version. Till and server of one shop are not updated in the same minute, and journals are read for years:
 * a shape that changes under the same version number is how they stop understanding each other without anyone noticing.
 */
export const frozenHashes: { readonly [area: string]: { readonly [version: number]: string } } = {
  'bridge and server API': { 1: '860caecddbe5e68b79b5f17e2ff61d6855cb4eb1bfd073a9ecb258fb03b48068' },
  'operation header and bodies': { 1: 'b169e17ccbd505450dfc928a3ea8428144db3887fa0c8d70b3c82595447ac695' },
  'sync bodies': { 1: '9e55cb05bda3b76f0dd05c195643124fcb18171a2c82ae4e2c010bcc29abaf99' },
}
