import { application, deployment, named, type Plain } from './objects.ts'

const base64 = (text: string) => Buffer.from(text).toString('base64')
const config = (key: string, text: string): Plain => named('v1', 'ConfigMap', 'c', { data: { [key]: text } })
const env = (name: string, value: string) => deployment({ container: { env: [{ name, value }] } })
const args = (...list: string[]) => deployment({ container: { args: list } })
const applied = 'kubectl.kubernetes.io/last-applied-configuration'

/** Places where people leave a secret, beside those where one expects it: what it is called, an object that holds it. */
export const secretPlaces: readonly (readonly [place: string, (secret: string) => Plain])[] = [
  ['a variable without a dash in its name', (x) => env('PGPASSWORD', x)],
  ['a variable that may hold one', (x) => env('SECRET_KEY_BASE', x)],
  ['a password with an at sign in a URL', (x) => env('DATABASE_URL', `postgres://u:p@${x}@db/x`)],
  ['a URL without a user', (x) => env('REDIS_URL', `redis://:${x}@db/0`)],
  ['a token as the user of a URL', (x) => env('REPOSITORY', `https://${x}@git.example/o/r.git`)],
  ['the query of a URL', (x) => env('URL', `https://host.example/x?user=a&token=${x}&b=c`)],
  ['a connection string', (x) => env('DB', `Server=db;User Id=sa;Password=${x};Encrypt=true`)],
  ['the address of a webhook', (x) => env('NOTIFY', `https://discord.com/api/webhooks/123456789/${x}`)],
  ['a header with a token', (x) => env('HEADER', `Authorization: Bearer ${x}`)],
  ['a header with a password', (x) => env('HEADER', `Authorization: Basic ${base64(`u:${x}`)}`)],
  [
    'a header of a probe',
    (x) =>
      deployment({
        container: {
          livenessProbe: { httpGet: { path: '/', port: 80, httpHeaders: [{ name: 'X-Api-Key', value: x }] } },
        },
      }),
  ],
  ['a variable before a command', (x) => args('sh', '-c', `PGPASSWORD=${x} psql -h db`)],
  ['the user of curl', (x) => args('curl', '-u', `admin:${x}`, 'http://x')],
  ['the password of mysql', (x) => args('mysql', '-u', 'root', `-p${x}`)],
  ['the password of redis-cli', (x) => args('redis-cli', '-a', x, 'save')],
  ['the key of mc', (x) => args('sh', '-c', `mc alias set m http://m user ${x}`)],
  ['YAML in YAML', (x) => config('a.yaml', `values: |\n  db:\n    password: ${x}\n`)],
  ['JSON in YAML', (x) => config('a.yaml', `v: '{"db":{"password":"${x}"}}'\n`)],
  ['JSON in JSON', (x) => config('a.json', JSON.stringify({ v: JSON.stringify({ password: x }) }))],
  ['YAML in base64 in YAML', (x) => config('a.yaml', `blob: ${base64(`db:\n  password: ${x}\n`)}\n`)],
  ['text in base64', (x) => config('blob', base64(`password: ${x}\n`))],
  ['binary data', (x) => named('v1', 'ConfigMap', 'c', { binaryData: { 'a.conf': base64(`password=${x}\n`) } })],
  [
    'the login of a registry',
    (x) => config('config.json', JSON.stringify({ auths: { r: { auth: base64(`u:${x}`) } } })),
  ],
  ['a name beside its value', (x) => config('a.yaml', `env:\n- name: DB_PASSWORD\n  value: ${x}\n`)],
  ['a key beside its value', (x) => config('a.yaml', `- key: DB_PASSWORD\n  value: ${x}\n`)],
  ['an anchor', (x) => config('a.yaml', `p: &pw ${x}\npassword: *pw\n`)],
  ['a list of passwords', (x) => config('a.yaml', `passwords:\n  - ${x}\n`)],
  ['a map of tokens', (x) => config('a.yaml', `tokens:\n  ci: ${x}\n`)],
  ['XML', (x) => config('a.xml', `<db><password>${x}</password></db>`)],
  ['a netrc', (x) => config('.netrc', `machine h login u password ${x}\n`)],
  ['a pgpass', (x) => config('.pgpass', `db:5432:x:u:${x}\n`)],
  ['a htpasswd', (x) => config('htpasswd', `admin:$2y$05$${x}${x}${x}\n`)],
  ['a kubeconfig', (x) => config('config', `users:\n- user:\n    token: ${x}\n    client-key-data: ${base64(x)}\n`)],
  ['WireGuard', (x) => config('wg0.conf', `[Interface]\nPrivateKey = ${base64(x)}\nPresharedKey = ${base64(x)}\n`)],
  ['the same value under another name', (x) => config('a.yaml', `password: ${x}\ngreeting: it is ${x} indeed\n`)],
  [
    'the last applied configuration',
    (x) => deployment({ metadata: { annotations: { [applied]: JSON.stringify(env('DB_PASSWORD', x)) } } }),
  ],
  ['an annotation', (x) => named('v1', 'ConfigMap', 'c', {}, { annotations: { 'example.io/token': x } })],
  ['a field that a Secret does not have', (x) => named('v1', 'Secret', 's', { stringdata: { a: x } })],
  ['a kind written small', (x) => named('v1', 'secret', 's', { stringData: { a: x } })],
  [
    'a generated name',
    (x) => ({ apiVersion: 'v1', kind: 'Secret', metadata: { generateName: 's-' }, stringData: { a: x } }),
  ],
  [
    'values of a chart',
    (x) => application('a', { spec: { source: { helm: { valuesObject: { adminPassword: x } } } } }),
  ],
  [
    'the address of a repository',
    (x) => application('a', { spec: { source: { repoURL: `https://u:${x}@git.example/r` } } }),
  ],
]
