import type { ProcessorPayment, ProcessorReader } from '../../domain/payment/processor.ts'

/**
 * What was just read back.
 * payment  seen: the processor's own word · absent: it certainly never existed · missing: the processor answers that it does not know what it once
 *          made (an emptied practice world, the key of another account) · lost: no answer · not-asked: only the reader was
 * reader   seen · lost · not-asked
 */
export type Observation = {
  readonly payment:
    | { readonly kind: 'seen'; readonly payment: ProcessorPayment }
    | { readonly kind: 'absent' }
    | { readonly kind: 'missing' }
    | { readonly kind: 'lost' }
    | { readonly kind: 'not-asked' }
  readonly reader:
    | { readonly kind: 'seen'; readonly reader: ProcessorReader }
    | { readonly kind: 'lost' }
    | { readonly kind: 'not-asked' }
}
