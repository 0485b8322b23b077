/**
 * Health of a CustomResourceDefinition: healthy unless the API server refuses it or is deleting it, be it established yet or
 * not. The sync that makes it waits three seconds for that anyway, and an object that comes too early all the same is tried
 * again ten seconds later.
 *
 * Argo CD's own rule calls that moment Progressing (before v3.5.7 Degraded, which failed the sync). But it puts no mark of
 * the app on definitions, so that nothing tells the app when the moment is over: it would be Progressing until the next
 * comparison, minutes later, and later waves with it.
 *
 * @see https://github.com/argoproj/argo-cd/blob/v3.5.7/controller/cache/cache.go "we do not label CRDs"
 */
export const customResourceDefinitionHealth = `
if obj.metadata.deletionTimestamp ~= nil then
  return { status = "Progressing", message = "being deleted" }
end
local message = "not established yet"
for _, condition in ipairs((obj.status or {}).conditions or {}) do
  local is_true, is_false = condition.status == "True", condition.status == "False"
  if (condition.type == "NamesAccepted" and is_false) or (condition.type == "NonStructuralSchema" and is_true)
    or (condition.type == "Established" and is_false and condition.reason == "InvalidCABundle") then
    return { status = "Degraded", message = condition.message or condition.reason or condition.type }
  end
  if condition.type == "Established" and is_true then message = "established" end
end
return { status = "Healthy", message = message }
`.trimStart()
