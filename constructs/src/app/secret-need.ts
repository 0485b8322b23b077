export type LabCaPart = 'certificate' | 'private-key' | 'intermediate-certificate' | 'intermediate-private-key'

/** How the bootstrap makes one value of a Secret. The value itself never enters the tree. */
export type SecretSource =
  /** Fresh randomness: `bytes` of it, written in `encoding`. */
  | { readonly from: 'random'; readonly bytes: number; readonly encoding: 'hex' | 'base64' | 'alphanumeric' }
  /** Asked from the cluster's owner. */
  | { readonly from: 'user'; readonly question: string }
  /** The bcrypt hash of a password that is asked from the owner. */
  | { readonly from: 'user-password-bcrypt'; readonly question: string }
  /**
   * Part of the lab's own certificate authority. `certificate` and `private-key` are the root's. The two of the
   * intermediate belong together: a CA that the root signed, its certificate followed by the root's, and its key.
   */
  | { readonly from: 'lab-ca'; readonly part: LabCaPart }
  /** An OpenPGP private key without passphrase: rsa4096 primary with an rsa4096 encryption subkey. */
  | { readonly from: 'openpgp-key'; readonly identity: string }
  /** The same value as a key of another need. */
  | { readonly from: 'copy'; readonly namespace: string; readonly name: string; readonly key: string }
  /** A document made of other values: `${key}` stands for the value of `key` in the same need. */
  | { readonly from: 'template'; readonly text: string }
  /** Not secret, but expected in the Secret. */
  | { readonly from: 'literal'; readonly value: string }

/** A Secret that must exist before an app can run, and how each of its keys is made. */
export interface SecretNeed {
  /**
   * `ConfigMap` for what is public but known only when the bootstrap runs, such as the CA's certificate: never for a key
   * or a password.
   * @default Secret
   */
  readonly kind?: 'Secret' | 'ConfigMap'
  readonly namespace: string
  readonly name: string
  /** @default Opaque */
  readonly type?: string
  /** @default none */
  readonly labels?: Readonly<Record<string, string>>
  readonly keys: Readonly<Record<string, SecretSource>>
  /** One sentence for the person who is asked for it, or who finds it missing. */
  readonly why: string
}
