import { Option } from 'commander'

export type Format = 'text' | 'json'

/** `--format text|json`, as every command with a machine-readable result has it. */
export function formatOption(): Option {
  return new Option('--format <format>', 'what to print on stdout').choices(['text', 'json']).default('text')
}
