/**
 * Health of trust-manager's Bundle: its condition `Synced`, as long as it is about the present spec.
 *
 * @see https://cert-manager.io/docs/trust/trust-manager/api-reference/#bundlecondition
 */
export const bundleHealth = `
for _, condition in ipairs((obj.status or {}).conditions or {}) do
  if condition.type == "Synced" then
    local seen = condition.observedGeneration
    if seen ~= nil and obj.metadata.generation ~= nil and seen < obj.metadata.generation then
      return { status = "Progressing", message = "trust-manager has not seen the present spec" }
    end
    if condition.status == "True" then
      return { status = "Healthy", message = condition.message or "" }
    end
    return { status = "Degraded", message = condition.message or "" }
  end
end
return { status = "Progressing", message = "waiting for trust-manager" }
`.trimStart()
