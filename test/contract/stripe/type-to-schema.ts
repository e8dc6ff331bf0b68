import ts from 'typescript'

export type Schema = Readonly<Record<string, unknown>>
export interface SchemaFile {
  readonly $defs: Readonly<Record<string, Schema>>
}

/** The events are a union of hundreds, about every corner of Stripe; only those of these families are raised here. */
const eventFamilies = /^(payment_intent|charge|refund|terminal\.reader|checkout\.session)\./

interface Walk {
  readonly checker: ts.TypeChecker
  readonly definitions: Map<string, Schema>
  readonly names: Map<ts.Type, string>
}

const isLiteral = (type: ts.Type): type is ts.LiteralType => type.isStringLiteral() || type.isNumberLiteral()

/** `OtherString` is how the SDK says "or a value we do not know yet". A closed enum leaves it out. */
const isOtherString = (type: ts.Type): boolean =>
  type.isIntersection() && type.types.some((member) => (member.flags & ts.TypeFlags.String) !== 0)

const booleanLiteral = (walk: Walk, type: ts.Type): boolean | undefined => {
  if ((type.flags & ts.TypeFlags.BooleanLiteral) === 0) return undefined
  return walk.checker.typeToString(type) === 'true'
}

/** The value of a member's `type` when it is an event, else undefined. */
const eventTypeOf = (walk: Walk, type: ts.Type): string | undefined => {
  if (!(type.symbol?.name ?? '').endsWith('Event')) return undefined
  const property = type.getProperty('type')
  const declared = property === undefined ? undefined : walk.checker.getTypeOfSymbol(property)
  return declared?.isStringLiteral() === true ? declared.value : undefined
}

const isRaised = (walk: Walk, type: ts.Type): boolean => {
  const eventType = eventTypeOf(walk, type)
  return eventType === undefined || eventFamilies.test(eventType)
}

const unionSchema = (walk: Walk, type: ts.UnionType): Schema => {
  const members = type.types.filter(
    (member) =>
      (member.flags & (ts.TypeFlags.Undefined | ts.TypeFlags.Void)) === 0 &&
      !isOtherString(member) &&
      isRaised(walk, member),
  )
  const literals = members.filter(isLiteral).map((member) => member.value)
  const rest = members.filter((member) => !isLiteral(member))
  const schemas = [...new Set(rest.map((member) => JSON.stringify(schemaOf(walk, member))))]
  const parts = schemas.map((text) => JSON.parse(text) as Schema)
  if (literals.length > 0) parts.push({ enum: literals })
  const [only] = parts
  return parts.length === 1 && only !== undefined ? only : { anyOf: parts }
}

const objectSchema = (walk: Walk, type: ts.Type): Schema => {
  const { checker } = walk
  const index = checker.getIndexTypeOfType(type, ts.IndexKind.String)
  const properties: Record<string, Schema> = {}
  const required: string[] = []
  for (const property of checker.getPropertiesOfType(type)) {
    const declared = checker.getTypeOfSymbol(property)
    // `deleted?: void` marks what a living object does not have.
    const value = checker.getNonNullableType(declared)
    if ((value.flags & ts.TypeFlags.Void) !== 0) continue
    properties[property.name] = schemaOf(walk, declared)
    if ((property.flags & ts.SymbolFlags.Optional) === 0) required.push(property.name)
  }
  return {
    type: 'object',
    properties,
    required,
    additionalProperties: index === undefined ? false : schemaOf(walk, index),
  }
}

/** Each object type becomes one definition, so that types which contain each other come to an end. */
const reference = (walk: Walk, type: ts.Type): Schema => {
  const known = walk.names.get(type)
  if (known !== undefined) return { $ref: `#/$defs/${known}` }
  const name = `t${walk.names.size}_${(type.aliasSymbol ?? type.symbol)?.name.replaceAll(/\W/g, '') ?? ''}`
  walk.names.set(type, name)
  walk.definitions.set(name, objectSchema(walk, type))
  return { $ref: `#/$defs/${name}` }
}

const schemaOf = (walk: Walk, type: ts.Type): Schema => {
  const { checker } = walk
  const literal = booleanLiteral(walk, type)
  if (literal !== undefined) return { const: literal }
  if (isLiteral(type)) return { const: type.value }
  if ((type.flags & ts.TypeFlags.String) !== 0) return { type: 'string' }
  if ((type.flags & ts.TypeFlags.Number) !== 0) return { type: 'number' }
  if ((type.flags & ts.TypeFlags.Boolean) !== 0) return { type: 'boolean' }
  if ((type.flags & ts.TypeFlags.Null) !== 0) return { type: 'null' }
  if (type.isUnion()) return unionSchema(walk, type)
  if (checker.isArrayType(type)) {
    const [item] = checker.getTypeArguments(type as ts.TypeReference)
    if (item === undefined) throw new Error('an array without an item type')
    return { type: 'array', items: schemaOf(walk, item) }
  }
  // The SDK makes a class of decimals; on the wire they are strings.
  if ((type.aliasSymbol ?? type.symbol)?.name === 'Decimal') return { type: 'string' }
  if ((type.flags & ts.TypeFlags.Object) !== 0) return reference(walk, type)
  // Free-form by declaration. `any` is not: it would mean that a type was not found, and falls through to the error.
  if ((type.flags & ts.TypeFlags.Unknown) !== 0) return {}
  throw new Error(`no schema for ${checker.typeToString(type)}`)
}

/** One definition for each property of the interface `Roots` in `file`, and for everything those reach. */
export const schemaFromTypes = (file: string): SchemaFile => {
  const program = ts.createProgram([file], {
    strict: true,
    noEmit: true,
    skipLibCheck: true,
    target: ts.ScriptTarget.ES2022,
    module: ts.ModuleKind.ESNext,
    moduleResolution: ts.ModuleResolutionKind.Bundler,
    types: [],
  })
  const checker = program.getTypeChecker()
  const source = program.getSourceFile(file)
  const roots = source?.statements.find(
    (statement): statement is ts.InterfaceDeclaration =>
      ts.isInterfaceDeclaration(statement) && statement.name.text === 'Roots',
  )
  if (roots === undefined) throw new Error(`${file} has no interface Roots`)
  const walk: Walk = { checker, definitions: new Map(), names: new Map() }
  const named: [string, Schema][] = checker
    .getTypeAtLocation(roots)
    .getProperties()
    .map((property) => [property.name, schemaOf(walk, checker.getTypeOfSymbol(property))])
  return { $defs: Object.fromEntries([...named, ...walk.definitions]) }
}
