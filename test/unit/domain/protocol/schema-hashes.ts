/**
 * The shape of all that crosses a process, by version. Till and server of one shop are not updated in the same minute, and journals are read for years:
 * a shape that changes under the same version number is how they stop understanding each other without anyone noticing.
 */
export const frozenHashes: { readonly [area: string]: { readonly [version: number]: string } } = {
  'bridge and server API': { 1: '29da05b097825cb589c315e8237483555f3c63288e8521e597f7342c89c3b853' },
  'operation header and bodies': { 1: 'b169e17ccbd505450dfc928a3ea8428144db3887fa0c8d70b3c82595447ac695' },
  'sync bodies': { 1: '9e55cb05bda3b76f0dd05c195643124fcb18171a2c82ae4e2c010bcc29abaf99' },
}
