import { createContext, useContext } from 'react'
import { assert } from '../../../domain/assert.ts'
import type { Api } from './api-client.ts'

export const ApiContext = createContext<Api | null>(null)

export function useApi(): Api {
  const api = useContext(ApiContext)
  assert(api !== null, 'useApi needs an ApiContext above it')
  return api
}
