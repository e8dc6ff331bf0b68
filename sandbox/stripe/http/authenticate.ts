import { masked } from '../keys/api-keys.ts'
import { StripeRefusal } from './stripe-refusal.ts'

const unauthorised = (message: string, code?: string): StripeRefusal =>
  new StripeRefusal({ status: 401, executed: false, error: { type: 'invalid_request_error', code, message } })

const keyFrom = (header: string): string | undefined => {
  const [scheme = '', value = ''] = header.trim().split(/\s+/, 2)
  if (scheme.toLowerCase() === 'bearer') return value
  if (scheme.toLowerCase() !== 'basic') return undefined
  return Buffer.from(value, 'base64').toString('utf8').split(':', 1)[0]
}

/** The key: any `sk_test_…` or `rk_test_…` will do. Throws a 401 StripeRefusal that says what is wrong otherwise. */
export const authenticate = (authorization: string | undefined): string => {
  const key = authorization === undefined ? undefined : keyFrom(authorization)
  if (key === undefined || key === '') {
    throw unauthorised(
      'You did not provide an API key. Send it in the Authorization header, using Bearer auth (Authorization: Bearer sk_test_…).',
    )
  }
  if (/^(sk|rk|pk)_live_/.test(key)) {
    throw unauthorised(
      'This is the practice Stripe and you sent a live mode key: no live payment can be taken here. Use a key that starts with sk_test_.',
      'livemode_mismatch',
    )
  }
  if (key.startsWith('pk_')) {
    throw unauthorised(
      'This API call cannot be made with a publishable API key. Please use a secret API key.',
      'secret_key_required',
    )
  }
  if (!/^(sk|rk)_test_[A-Za-z0-9_]{3,}$/.test(key))
    throw unauthorised(`Invalid API Key provided: ${masked(key)}`)
  return key
}
