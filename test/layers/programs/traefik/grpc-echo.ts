import { Client, type ClientDuplexStream, credentials, type ServiceError } from '@grpc/grpc-js'

export interface EchoStreamOptions {
  /** `ip:port` of the ingress controller. */
  readonly target: string
  readonly host: string
  /** PEM of the only authority that is trusted. */
  readonly ca: string
}

/** A stream of gRPC that never ends by itself, as the tunnel of a machine to Omni. */
export class EchoStream {
  /** Why the stream ended, once it has. */
  ended: string | undefined
  readonly #client: Client
  readonly #stream: ClientDuplexStream<Buffer, Buffer>
  readonly #answers: string[] = []
  readonly #startedAt = performance.now()

  constructor({ target, host, ca }: EchoStreamOptions) {
    this.#client = new Client(target, credentials.createSsl(Buffer.from(ca)), {
      'grpc.ssl_target_name_override': host,
      'grpc.default_authority': host,
      // A stream that was cut is not opened again behind the test's back.
      'grpc.enable_retries': 0,
    })
    const bytes = (value: Buffer) => value
    this.#stream = this.#client.makeBidiStreamRequest('/test.Echo/Hold', bytes, bytes)
    this.#stream.on('data', (message: Buffer) => this.#answers.push(message.toString()))
    this.#stream.on('error', ({ code, details }: ServiceError) => this.#end(`code ${code}: ${details}`))
    this.#stream.on('end', () => this.#end('the server ended it'))
  }

  get ageMs(): number {
    return performance.now() - this.#startedAt
  }

  send(message: string): void {
    this.#stream.write(Buffer.from(message))
  }

  hasAnswered(message: string): boolean {
    return this.#answers.includes(message)
  }

  close(): void {
    this.#stream.cancel()
    this.#client.close()
  }

  #end(why: string): void {
    this.ended ??= `${why}, after ${Math.round(this.ageMs / 1000)} s`
  }
}
