/** Secrets in all the places that a tree may hold them. */
export function secretTree([a, b, c, d, e, f, g, h, i]: string[]): string {
  const applied = JSON.stringify({ kind: 'Secret', stringData: { x: i } })
  return [
    {
      apiVersion: 'v1',
      kind: 'Secret',
      metadata: { name: 's', annotations: { 'kubectl.kubernetes.io/last-applied-configuration': applied } },
      stringData: { anything: a },
      data: { other: Buffer.from(b ?? '').toString('base64') },
    },
    {
      apiVersion: 'v1',
      kind: 'ConfigMap',
      metadata: { name: 'c' },
      data: {
        'app.yaml': `db:\n  user: me\n  password: ${c}\n  list: [{token: ${c}}]\n`,
        'app.json': JSON.stringify({ clientSecret: d }),
        'app.ini': `[db]\nPASSWORD=${e}\n`,
        API_KEY: f,
      },
    },
    {
      apiVersion: 'apps/v1',
      kind: 'Deployment',
      metadata: { name: 'd' },
      spec: {
        template: {
          spec: {
            containers: [
              {
                name: 'x',
                image: 'x:1',
                args: [`--token=${g}`, '--password', g],
                env: [
                  { name: 'DB_PASSWORD', value: h },
                  { name: 'URL', value: `postgres://u:${h}@db/x` },
                ],
              },
            ],
          },
        },
      },
    },
    {
      apiVersion: 'argoproj.io/v1alpha1',
      kind: 'Application',
      metadata: { name: 'a' },
      spec: {
        source: {
          helm: {
            values: `auth:\n  adminPassword: "${i}"\n  secretKey: |\n    ${a}\n`,
            parameters: [{ name: 'db.password', value: b }],
          },
        },
      },
    },
    {
      apiVersion: 'v1',
      kind: 'List',
      items: [{ apiVersion: 'v1', kind: 'Secret', metadata: { name: 'l' }, stringData: { x: c } }],
    },
    {
      apiVersion: 'example.io/v1',
      kind: 'Thing',
      metadata: { name: 't' },
      spec: {
        auth: { password: d },
        manifests: [{ kind: 'Secret', data: { q: Buffer.from(e ?? '').toString('base64') } }],
      },
    },
  ]
    .map((object) => JSON.stringify(object, null, 1))
    .join('\n---\n')
}
