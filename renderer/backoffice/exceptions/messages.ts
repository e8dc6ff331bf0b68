import { defineMessages } from '../../i18n/define-messages.ts'

/** The page of what waits for a person. */
export const exceptionsMessages = defineMessages({
  title: { id: 'exceptions.title', defaultMessage: 'Exceptions' },
  about: {
    id: 'exceptions.about',
    defaultMessage:
      'What no rule may decide: a person looks at it, acts, and says why. Nothing here is thrown away.',
  },
  which: { id: 'exceptions.which', defaultMessage: 'Which exceptions' },
  open: { id: 'exceptions.open', defaultMessage: 'Open' },
  resolved: { id: 'exceptions.resolved', defaultMessage: 'Dealt with' },
  kindFilter: { id: 'exceptions.kindFilter', defaultMessage: 'Kind' },
  allKinds: { id: 'exceptions.allKinds', defaultMessage: 'All kinds' },
  none: { id: 'exceptions.none', defaultMessage: 'Nothing waits for a person' },
  noneHelp: {
    id: 'exceptions.noneHelp',
    defaultMessage:
      'Every record was taken as it came, and the payments agree with the processor as far as they were compared.',
  },
  noneResolved: { id: 'exceptions.noneResolved', defaultMessage: 'Nothing was dealt with yet' },
  noneOfKind: { id: 'exceptions.noneOfKind', defaultMessage: 'None of this kind' },
  where: { id: 'exceptions.where', defaultMessage: '{register}, record {seq}' },
  receipt: { id: 'exceptions.receipt', defaultMessage: 'Receipt {receiptNo}' },
  story: { id: 'exceptions.story', defaultMessage: 'The whole story' },
  seenAgain: {
    id: 'exceptions.seenAgain',
    defaultMessage: 'found {count, plural, one {# time} other {# times}}, last {when}',
  },
  deal: { id: 'exceptions.deal', defaultMessage: 'Deal with it' },
  dealNamed: { id: 'exceptions.dealNamed', defaultMessage: '{verb}: {kind}' },
  resolvedBy: { id: 'exceptions.resolvedBy', defaultMessage: '{resolution} · {by}, {when}' },
  itself: { id: 'exceptions.itself', defaultMessage: 'Cashwrap, by itself' },
  unnamed: { id: 'exceptions.unnamed', defaultMessage: 'The back office' },
  note: { id: 'exceptions.note', defaultMessage: 'Why' },
  noteHelp: {
    id: 'exceptions.noteHelp',
    defaultMessage: 'In your own words; it is kept for ever. Never write card numbers.',
  },
  noteMissing: { id: 'exceptions.noteMissing', defaultMessage: 'Say why in a few words.' },
  by: { id: 'exceptions.by', defaultMessage: 'Your name' },
  byMissing: { id: 'exceptions.byMissing', defaultMessage: 'Say who decides this.' },
  chargeId: { id: 'exceptions.chargeId', defaultMessage: 'Id of the charge at the processor' },
  chargeIdHelp: {
    id: 'exceptions.chargeIdHelp',
    defaultMessage: 'As its dashboard shows it; it begins with pi_.',
  },
  chargeIdMissing: {
    id: 'exceptions.chargeIdMissing',
    defaultMessage: 'Copy the id from the processor’s dashboard.',
  },
  what: { id: 'exceptions.what', defaultMessage: 'What is to be done' },
  proposed: { id: 'exceptions.proposed', defaultMessage: 'Proposed' },
  back: { id: 'exceptions.back', defaultMessage: 'Not now' },
  ours: { id: 'exceptions.ours', defaultMessage: 'In our records' },
  theirs: { id: 'exceptions.theirs', defaultMessage: 'At the processor' },
  processorId: { id: 'exceptions.processorId', defaultMessage: 'Id at the processor' },
  captureBefore: { id: 'exceptions.captureBefore', defaultMessage: 'Held until' },
  checkNow: { id: 'exceptions.checkNow', defaultMessage: 'Check the processor now' },
  checking: { id: 'exceptions.checking', defaultMessage: 'Comparing with the processor' },
  checkedSoFar: {
    id: 'exceptions.checkedSoFar',
    defaultMessage: '{count, plural, one {# payment} other {# payments}} compared',
  },
  checkWaits: {
    id: 'exceptions.checkWaits',
    defaultMessage: 'The processor cannot be reached; the comparison waits and goes on by itself.',
  },
  checkedAgrees: {
    id: 'exceptions.checkedAgrees',
    defaultMessage: 'Compared with the processor {when}: all agrees.',
  },
  checkedFound: {
    id: 'exceptions.checkedFound',
    defaultMessage:
      'Compared with the processor {when}: {count, plural, one {# finding} other {# findings}} for a person.',
  },
  checkedActed: {
    id: 'exceptions.checkedActed',
    defaultMessage: '{count, plural, one {# was} other {# were}} put right by rule.',
  },
  neverChecked: {
    id: 'exceptions.neverChecked',
    defaultMessage: 'Not compared with the processor yet; it happens every day by itself.',
  },
})
