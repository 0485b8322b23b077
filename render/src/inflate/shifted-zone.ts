/**
 * A time zone file that is `seconds` ahead of UTC. Helm's templates tell the local time: under zones that lie years
 * apart every date that they write differs.
 *
 * @see https://www.rfc-editor.org/rfc/rfc8536#section-3 version 1: one type, no transitions
 */
export function shiftedZone(seconds: number): Buffer {
  const header = Buffer.alloc(44)
  header.write('TZif', 'latin1')
  header.writeUInt32BE(1, 36) // typecnt
  header.writeUInt32BE(4, 40) // charcnt
  const type = Buffer.alloc(6)
  type.writeInt32BE(seconds)
  return Buffer.concat([header, type, Buffer.from('LMT\0', 'latin1')])
}
