import { expect, it } from 'vitest'
import { dnsRecords } from './dns-records.ts'

it('writes each host once, by name, in every form', () => {
  const exposure = (app: string, host: string) => ({ app, host, address: '10.0.0.1', url: `https://${host}` })
  const records = dnsRecords([exposure('b', 'b.lan'), exposure('a', 'a.lan'), exposure('b', 'b.lan')])
  expect(records.map(({ text }) => text)).toEqual([
    '10.0.0.1 a.lan\n10.0.0.1 b.lan',
    'host-record=a.lan,10.0.0.1\nhost-record=b.lan,10.0.0.1',
    'local-data: "a.lan. IN A 10.0.0.1"\nlocal-data: "b.lan. IN A 10.0.0.1"',
    'a.lan. IN A 10.0.0.1\nb.lan. IN A 10.0.0.1',
  ])
})
