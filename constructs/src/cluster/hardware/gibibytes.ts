/** Bytes in `amount` GiB. Memory is sold in these, whatever the box calls them. */
export function gibibytes(amount: number): number {
  return Math.round(amount * 1024 ** 3)
}
