/**
 * The shop as tills download it. `changes` is a cursor log kept short: one row per thing, carrying the number of its latest change;
 * `value` is its JSON, null once it is gone (a tombstone). `stores.change_seq` gives the numbers, under its row's lock, so that they
 * appear in commit order and a cursor never steps over a change that commits late.
 */
export interface CatalogueTables {
  stores: {
    store_id: string
    name: string
    currency: string
    /** The store as `storeSchema` has it. */
    value: string
    change_seq: number
    created_at_ms: number
  }
  registers: { store_id: string; register_id: string; name: string; created_at_ms: number }
  changes: {
    store_id: string
    kind: string
    id: string
    seq: number
    value: string | null
    changed_at_ms: number
  }
}
