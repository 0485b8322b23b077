/**
 * Health of a Longhorn Volume. A volume that no pod uses is detached and knows nothing about its replicas: that is its
 * usual state, not a fault.
 *
 * @see https://github.com/longhorn/longhorn-manager/blob/v1.12.1/k8s/pkg/apis/longhorn/v1beta2/volume.go
 */
export const longhornVolumeHealth = `
local status = obj.status or {}
if status.robustness == "faulted" then
  return { status = "Degraded", message = "no healthy replica is left" }
end
if status.robustness == "degraded" then
  return { status = "Degraded", message = "fewer healthy replicas than asked for" }
end
if status.robustness == "healthy" or status.state == "detached" then
  return { status = "Healthy", message = status.state or "" }
end
return { status = "Progressing", message = status.state or "waiting for Longhorn" }
`.trimStart()

/**
 * Health of a Longhorn backup target: whether Longhorn can reach it. A target without a URL is switched off.
 *
 * @see https://github.com/longhorn/longhorn-manager/blob/v1.12.1/k8s/pkg/apis/longhorn/v1beta2/backuptarget.go
 */
export const longhornBackupTargetHealth = `
local spec = obj.spec or {}
local status = obj.status or {}
if (spec.backupTargetURL or "") == "" then
  return { status = "Healthy", message = "no target is set" }
end
if status.available then
  return { status = "Healthy", message = "" }
end
for _, condition in ipairs(status.conditions or {}) do
  if condition.type == "Unavailable" and condition.status == "True" then
    return { status = "Degraded", message = condition.message or "" }
  end
end
return { status = "Progressing", message = "waiting for Longhorn" }
`.trimStart()
