import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { processors } from '../../../server/processors/registry.ts'
import { capabilityCases } from './capability-cases.ts'
import { creatingCases } from './creating-cases.ts'
import { moneyCases } from './money-cases.ts'
import type { ProcessorUnderTest } from './processor-under-test.ts'
import { readerCases } from './reader-cases.ts'
import { twinOf } from './twins.ts'
import { webhookCases } from './webhook-cases.ts'

for (const id of Object.keys(processors)) {
  describe(`the processor ${id}`, () => {
    let opened: ProcessorUnderTest
    const under = () => opened
    beforeEach(async () => {
      opened = await twinOf(id)()
    })
    afterEach(() => opened.close())

    describe('a payment', () => {
      creatingCases(under)
      readerCases(under)
      moneyCases(under)
    })
    describe('a webhook', () => webhookCases(under))
    describe('what it says of itself', () => capabilityCases(id, under))
  })
}

describe('a processor without a practice twin', () => {
  it('fails this suite with a sentence that says what to do', () => {
    expect(() => twinOf('nobody')).toThrow(/"nobody" has no practice twin: build one under sandbox\/nobody/)
  })
})
