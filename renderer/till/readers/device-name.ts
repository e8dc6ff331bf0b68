/** What stands on the box, by the processor's word for it. One that is not here is shown as the processor says. */
const names: Readonly<Record<string, string>> = {
  bbpos_wisepos_e: 'BBPOS WisePOS E',
  wisepos_e: 'BBPOS WisePOS E',
  stripe_s700: 'Stripe Reader S700',
  stripe_s710: 'Stripe Reader S710',
  stripe_t600: 'Stripe Reader T600',
  stripe_m2: 'Stripe Reader M2',
  bbpos_wisepad3: 'BBPOS WisePad 3',
  bbpos_chipper2x: 'BBPOS Chipper 2X BT',
  verifone_P400: 'Verifone P400',
  verifone_m425: 'Verifone M425',
  verifone_p630: 'Verifone P630',
  verifone_ux700: 'Verifone UX700',
  verifone_v660p: 'Verifone V660p',
}

const simulated = 'simulated_'

/** `simulated_stripe_s700` → `{ model: 'Stripe Reader S700', isSimulated: true }`. */
export function deviceName(deviceType: string): { readonly model: string; readonly isSimulated: boolean } {
  const isSimulated = deviceType.startsWith(simulated)
  const type = isSimulated ? deviceType.slice(simulated.length) : deviceType
  return { model: names[type] ?? type, isSimulated }
}
