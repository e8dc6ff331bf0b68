import type { Role } from '../../domain/staff/staff.ts'

/** A person of the demo shop. The PIN is no secret: the practice sign-in screen shows it. The server hashes it when it seeds the shop. */
export type DemoStaffMember = {
  readonly id: string
  readonly name: string
  readonly role: Role
  readonly practicePin: string
}

export const demoStaff: readonly DemoStaffMember[] = [
  { id: 'staff-sanne', name: 'Sanne de Wit', role: 'cashier', practicePin: '246810' },
  { id: 'staff-youssef', name: 'Youssef Amrani', role: 'manager', practicePin: '135791' },
  { id: 'staff-marijke', name: 'Marijke van der Linden', role: 'owner', practicePin: '314159' },
]
