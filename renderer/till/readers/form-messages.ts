import { defineMessages } from '../../i18n/define-messages.ts'

export const readerFormMessages = defineMessages({
  code: { id: 'readers.code', defaultMessage: 'Code on the reader' },
  codeHelp: { id: 'readers.codeHelp', defaultMessage: 'A few words or letters, such as quick-brown-fox.' },
  codePractice: { id: 'readers.codePractice', defaultMessage: 'Practice: simulated-wpe or simulated-s700.' },
  codeMissing: { id: 'readers.codeMissing', defaultMessage: 'Type the code that the reader shows.' },
  label: { id: 'readers.label', defaultMessage: 'Name at the counter' },
  labelHelp: { id: 'readers.labelHelp', defaultMessage: 'So that it can be told apart: Front counter.' },
  labelMissing: { id: 'readers.labelMissing', defaultMessage: 'Give the reader a name.' },
  where: { id: 'readers.where', defaultMessage: 'Where it stands' },
  newPlace: { id: 'readers.newPlace', defaultMessage: 'A new place' },
  newPlaceHelp: {
    id: 'readers.newPlaceHelp',
    defaultMessage: 'The payment service must know the address. It is filled in from the shop’s; check it.',
  },
  otherCountry: {
    id: 'readers.otherCountry',
    defaultMessage: 'In another country: readers of this shop cannot be registered there.',
  },
  placeName: { id: 'readers.placeName', defaultMessage: 'Name of the place' },
  street: { id: 'readers.street', defaultMessage: 'Street and number' },
  postalCode: { id: 'readers.postalCode', defaultMessage: 'Postal code' },
  city: { id: 'readers.city', defaultMessage: 'City' },
  country: { id: 'readers.country', defaultMessage: 'Country' },
  countryHelp: { id: 'readers.countryHelp', defaultMessage: 'Two letters, such as NL.' },
  lineMissing: { id: 'readers.lineMissing', defaultMessage: 'This line is needed.' },
  registerNow: { id: 'readers.registerNow', defaultMessage: 'Register' },
  registered: { id: 'readers.registered', defaultMessage: '{reader} is registered.' },
  save: { id: 'readers.save', defaultMessage: 'Save' },
  removeTitle: { id: 'readers.removeTitle', defaultMessage: 'Remove {reader}?' },
  removeHelp: {
    id: 'readers.removeHelp',
    defaultMessage:
      'It is taken out of the payment service’s account. No register can take cards on it until it is registered again.',
  },
  removeUsed: { id: 'readers.removeUsed', defaultMessage: 'In use now by: {registers}.' },
  removeNow: { id: 'readers.removeNow', defaultMessage: 'Remove the reader' },
})
