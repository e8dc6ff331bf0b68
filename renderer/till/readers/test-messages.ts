import { defineMessages } from '../../i18n/define-messages.ts'

export const readerTestMessages = defineMessages({
  testTitle: { id: 'readers.testTitle', defaultMessage: 'Test payment on {reader}' },
  testHelp: {
    id: 'readers.testHelp',
    defaultMessage: '{amount} is authorised and given back at once. It is no sale and in no figure.',
  },
  testStarting: { id: 'readers.testStarting', defaultMessage: 'Asking the reader' },
  testWaiting: { id: 'readers.testWaiting', defaultMessage: 'Present a test card to the reader' },
  testUntil: { id: 'readers.testUntil', defaultMessage: 'It stops by itself in {seconds} s.' },
  testOffline: {
    id: 'readers.testOffline',
    defaultMessage: 'The reader cannot be reached just now. Check its power and network.',
  },
  testProcessing: { id: 'readers.testProcessing', defaultMessage: 'The bank is being asked' },
  testVoiding: { id: 'readers.testVoiding', defaultMessage: 'The money is being given back' },
  testLost: { id: 'readers.testLost', defaultMessage: 'No answer just now; asked again.' },
  testEnd: { id: 'readers.testEnd', defaultMessage: 'End the test' },
  testAgain: { id: 'readers.testAgain', defaultMessage: 'Test again' },
  testApproved: { id: 'readers.testApproved', defaultMessage: 'This reader works' },
  testApprovedHelp: {
    id: 'readers.testApprovedHelp',
    defaultMessage: 'The card was read, the bank agreed, and the money was given back.',
  },
  testDeclined: {
    id: 'readers.testDeclined',
    defaultMessage: 'The reader works; the bank declined the card',
  },
  testDeclinedHelp: {
    id: 'readers.testDeclinedHelp',
    defaultMessage: 'Nothing was charged. Try another test card if you expected a yes.',
  },
  testCancelled: { id: 'readers.testCancelled', defaultMessage: 'The test was ended' },
  testTimedOut: { id: 'readers.testTimedOut', defaultMessage: 'No card was presented' },
  testReplaced: { id: 'readers.testReplaced', defaultMessage: 'Something else took the reader' },
  testReaderFailed: { id: 'readers.testReaderFailed', defaultMessage: 'The reader did not take the test' },
  testNothing: { id: 'readers.testNothing', defaultMessage: 'Nothing was charged.' },
  testCard: { id: 'readers.testCard', defaultMessage: 'Card: {card}' },
})
