/** What Longhorn takes as a value of one setting. */
export interface SettingRule {
  readonly type: 'bool' | 'int' | 'float' | 'string'
  /** Whether an empty value is refused. */
  readonly required?: true
  /** Whether Longhorn alone sets it. */
  readonly readOnly?: true
  /**
   * Data engines that it has a value for. A value is either plain, for all of them, or names each.
   * @default it has one value
   */
  readonly engines?: readonly string[]
  /** The only values there are. @default any of its type */
  readonly options?: readonly string[]
  readonly minimum?: number
  readonly maximum?: number
}
