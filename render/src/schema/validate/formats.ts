import { isIPv4, isIPv6 } from 'node:net'
import { dnsLabel, portName } from './syntax.ts'

/** Says what a value of a format must look like, or nothing if it does. */
type Format = (value: unknown) => string | undefined

const quantityPattern = /^[+-]?(\d+(\.\d*)?|\.\d+)([eE][+-]?\d+|[numkMGTPE]|[KMGTPE]i)?$/
const dateTimePattern = /^\d{4}-\d{2}-\d{2}[Tt ]\d{2}:\d{2}:\d{2}(\.\d+)?([Zz]|[+-]\d{2}:\d{2})$/
const durationPattern = /^[+-]?(0|(\d+(\.\d*)?|\.\d+)(ns|us|µs|μs|ms|s|m|h))+$/
const base64Pattern = /^[A-Za-z0-9+/\r\n]*={0,2}[\r\n]*$/

const onString = (test: (value: string) => boolean, allowed: string): Format => {
  return (value) => (typeof value !== 'string' || test(value) ? undefined : allowed)
}

/** Formats that are checked; the API server ignores those that it does not know, and so do we. */
export const formats: Readonly<Record<string, Format>> = {
  int32: (value) =>
    typeof value === 'number' && (value < -(2 ** 31) || value > 2 ** 31 - 1) ? 'an integer of 32 bits' : undefined,
  quantity: (value) =>
    typeof value === 'number' || (typeof value === 'string' && quantityPattern.test(value))
      ? undefined
      : 'a quantity such as "250m", "512Mi" or 2',
  'date-time': onString((value) => dateTimePattern.test(value), 'a time such as "2026-01-31T12:00:00Z"'),
  duration: onString((value) => durationPattern.test(value), 'a duration such as "90s" or "1h30m"'),
  byte: onString((value) => base64Pattern.test(value) && value.replace(/[\r\n]/g, '').length % 4 === 0, 'base64'),
  ipv4: onString(isIPv4, 'an IPv4 address'),
  ipv6: onString(isIPv6, 'an IPv6 address'),
  'dns-label': onString((value) => dnsLabel(value) === undefined, dnsLabel('') as string),
  // A port may have no name.
  'port-name': onString((value) => value === '' || portName(value) === undefined, portName('') as string),
}
