import { z } from 'zod'

export const roleSchema = z.enum(['cashier', 'manager', 'owner'])
export type Role = z.infer<typeof roleSchema>

/** A person at the till. The PIN is kept only as an argon2id hash (PHC string); a peppered hash is the device's own business. */
export const staffMemberSchema = z.strictObject({
  id: z.string().min(1).max(40),
  name: z.string().min(1).max(80),
  role: roleSchema,
  pinHash: z.string().min(20).max(300),
  /** Shown on the practice sign-in screen only; always null in test and live. */
  practicePin: z
    .string()
    .regex(/^\d{6,12}$/)
    .nullable(),
  active: z.boolean(),
})
export type StaffMember = z.infer<typeof staffMemberSchema>
