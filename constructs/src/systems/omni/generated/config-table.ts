// Made from the configuration schema of Omni v1.10.4 by npm run generate. Do not edit.

export const omniConfigTable = {
 "account": {
  "id": "string+",
  "maxRegisteredMachines": "integer>=0",
  "name": "string+",
  "posthog": { "apiHost": "string", "apiKey": "string" },
  "userPilot": { "appToken": "string" }
 },
 "auth": {
  "auth0": {
   "clientID": "string",
   "domain": "string",
   "enabled": "boolean",
   "initialUsers": "string[]",
   "useFormData": "boolean"
  },
  "initialServiceAccount": {
   "enabled": "boolean",
   "keyPath": "string",
   "lifetime": "duration",
   "name": "string",
   "role": "string"
  },
  "initialUsers": "string[]",
  "keyPruner": { "interval": "duration" },
  "limits": { "maxServiceAccounts": "integer>=0", "maxUsers": "integer>=0" },
  "oidc": {
   "allowUnverifiedEmail": "boolean",
   "clientID": "string",
   "clientSecret": "string",
   "enabled": "boolean",
   "logoutURL": "string",
   "providerURL": "string",
   "scopes": "string[]"
  },
  "saml": {
   "attributeRules": "string{}",
   "enabled": "boolean",
   "labelRules": "string{}",
   "metadata": "string",
   "nameIDFormat": "string",
   "url": "string"
  },
  "suspended": "boolean",
  "webauthn": { "enabled": "false", "required": "false" }
 },
 "debug": { "pprof": { "endpoint": "string" }, "server": { "endpoint": "string" } },
 "etcdBackup": {
  "downloadLimitMbps": "integer>=0",
  "jitter": "duration",
  "localPath": "string",
  "maxInterval": "duration",
  "minInterval": "duration",
  "s3Enabled": "boolean",
  "tickInterval": "duration",
  "uploadLimitMbps": "integer>=0"
 },
 "eulaAccept": { "email": "string", "name": "string" },
 "features": {
  "disableControllerRuntimeCache": "boolean",
  "enableBreakGlassConfigs": "boolean",
  "enableClusterImport": "boolean",
  "enableConfigDataCompression": "boolean",
  "enableTalosPreReleaseVersions": "boolean"
 },
 "logs": {
  "audit": {
   "cleanupProbability": "number",
   "enabled": "boolean",
   "maxSize": "integer>=0",
   "retentionPeriod": "duration",
   "sqliteTimeout": "duration"
  },
  "format": ["text", "json"],
  "level": ["debug", "info", "warn", "error"],
  "machine": {
   "ingestionRateBurstBytes": "integer>=0",
   "ingestionRateLimitBytesPerSecond": "integer>=0",
   "storage": {
    "cleanupInterval": "duration",
    "cleanupOlderThan": "duration",
    "cleanupProbability": "number",
    "maxLinesPerMachine": "integer",
    "maxSize": "integer>=0",
    "sqliteTimeout": "duration"
   }
  },
  "resourceLogger": { "logLevel": "string", "types": "string[]" },
  "stripe": { "enabled": "boolean", "minCommit": "integer>=0" }
 },
 "registries": {
  "factories": {
   "primary": { "password": "string", "pxeURL": "string", "url": "string", "username": "string" },
   "secondary": { "password": "string", "pxeURL": "string", "url": "string", "username": "string" }
  },
  "imageFactoryBaseURL": "string+",
  "imageFactoryPXEBaseURL": "string",
  "imageFactoryPassword": "string",
  "imageFactoryUsername": "string",
  "kubernetes": "string+",
  "mirrors": "string[]",
  "talos": "string+"
 },
 "services": {
  "api": { "advertisedURL": "string", "certFile": "string", "endpoint": "string", "keyFile": "string" },
  "devServerProxy": { "proxyTo": "string" },
  "embeddedDiscoveryService": {
   "enabled": "boolean",
   "logLevel": "string",
   "port": "integer",
   "snapshotsEnabled": "boolean",
   "snapshotsInterval": "duration",
   "sqliteTimeout": "duration"
  },
  "kubernetesProxy": {
   "advertisedURL": "/^https:///",
   "certFile": "string",
   "endpoint": "string",
   "keyFile": "string",
   "oidcCacheBaseDir": "string",
   "oidcCacheIsolation": "boolean"
  },
  "loadBalancer": {
   "dialTimeout": "duration",
   "healthCheckInterval": "duration",
   "healthCheckTimeout": "duration",
   "keepAlivePeriod": "duration",
   "maxPort": "integer",
   "minPort": "integer",
   "tcpUserTimeout": "duration"
  },
  "localResourceService": { "enabled": "boolean", "port": "integer" },
  "machineAPI": { "advertisedURL": "string", "certFile": "string", "endpoint": "string", "keyFile": "string" },
  "metrics": { "advertisedURL": "string", "certFile": "string", "endpoint": "string", "keyFile": "string" },
  "siderolink": {
   "bandwidthLimitBurstBytes": "integer>=0",
   "bandwidthLimitMbps": "integer>=0",
   "disableLastEndpoint": "boolean",
   "eventSinkPort": "integer",
   "joinTokensMode": ["strict", "legacyAllowed", "legacy"],
   "logServerPort": "integer",
   "useGRPCTunnel": "boolean",
   "wireGuard": { "advertisedEndpoint": "string", "endpoint": "string" }
  },
  "workloadProxy": {
   "enabled": "boolean",
   "stopLBsAfter": "duration",
   "subdomain": "/^([a-z0-9]([a-z0-9.-]*[a-z0-9])?)?$/",
   "useOmniSubdomain": "boolean"
  }
 },
 "storage": {
  "default": {
   "boltdb": { "path": "string" },
   "etcd": {
    "caFile": "string",
    "certFile": "string",
    "dialKeepAliveTime": "duration",
    "dialKeepAliveTimeout": "duration",
    "embedded": "boolean",
    "embeddedDBPath": "string",
    "embeddedUnsafeFsync": "boolean",
    "endpoints": "string[]",
    "keyFile": "string",
    "privateKeySource": "string+",
    "publicKeyFiles": "string[]",
    "runElections": "boolean"
   },
   "kind": ["etcd", "boltdb"]
  },
  "rateLimits": {
   "etcd": {
    "infraProvider": { "writeBytesBurst": "integer>=0", "writeBytesPerSecond": "integer>=0" },
    "internal": { "writeBytesBurst": "integer>=0", "writeBytesPerSecond": "integer>=0" },
    "maxWait": "duration",
    "user": { "writeBytesBurst": "integer>=0", "writeBytesPerSecond": "integer>=0" }
   }
  },
  "sqlite": {
   "cachedPoolSize": "integer>=1",
   "experimentalBaseParams": "/^(?:$|[^?].*)/",
   "extraParams": "/^(?:$|[^&].*)/",
   "metrics": { "refreshInterval": "duration", "refreshTimeout": "duration" },
   "path": "string+",
   "poolSize": "integer>=1"
  },
  "vault": { "k8sAuthMountPath": "string", "token": "string", "url": "string" }
 },
 "support": {
  "officeHours": {
   "description": "string",
   "dtendTzid": "string",
   "dtendUtc": "string",
   "dtstartTzid": "string",
   "dtstartUtc": "string",
   "meetUrl": "string",
   "rrule": "string",
   "summary": "string"
  },
  "supportEligibleProducts": "string[]"
 }
} as const
