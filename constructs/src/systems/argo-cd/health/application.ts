/**
 * Health of an Application inside another one, so that sync waves of the root Application really wait.
 *
 * An Application is healthy only when that verdict is about its present spec, in its present state: compared since the spec
 * changed, synced, and with nothing in flight. Argo CD alone passes on `status.health`, which still says Healthy for the
 * previous spec while the new one is not even compared (issues 10550 and 27917).
 *
 * While a sync is being retried it is Progressing: on a first boot webhooks are not up yet, and a Degraded wave makes the
 * root's own sync fail. After five attempts (five minutes with the tree's backoff) it is Degraded, because a root that
 * waits looks at no newer commit, which may hold the correction. A retry of a source that the spec no longer has (issue
 * 28794) is Degraded at once, as only a person can end it; an ended sync of such a source or commit counts for nothing.
 *
 * An object that leaves Git but is told to stay (`Prune=false`, `helm.sh/resource-policy: keep`, an app without pruning)
 * keeps its Application out of sync for ever. The wave does not wait for that.
 *
 * @see https://argo-cd.readthedocs.io/en/stable/operator-manual/health/#argocd-app
 */
export const applicationHealth = `
local function is_empty(value)
  if type(value) ~= "table" then
    return value == nil or value == false or value == ""
  end
  for _, inner in pairs(value) do
    if not is_empty(inner) then return false end
  end
  return true
end

-- Equal up to fields that Argo CD drops when it stores a comparison: those without a value.
local function equal(left, right)
  if type(left) ~= "table" or type(right) ~= "table" then
    return left == right or (is_empty(left) and is_empty(right))
  end
  for key, value in pairs(left) do
    if not equal(value, right[key]) then return false end
  end
  for key, value in pairs(right) do
    if left[key] == nil and not is_empty(value) then return false end
  end
  return true
end

local function answer(status, message)
  return { status = status, message = message or "" }
end

local status = obj.status or {}
local operation = status.operationState or {}
local compared = (status.sync or {}).comparedTo

-- Whether Argo CD has pruned all that it will: it does not prune at all, or its sync of this very revision is over.
local function pruned()
  if not ((obj.spec.syncPolicy or {}).automated or {}).prune then return true end
  local result = operation.syncResult
  return operation.phase == "Succeeded" and result ~= nil
    and equal(result.revision, status.sync.revision) and equal(result.revisions, status.sync.revisions)
end

-- Whether all that is out of sync are objects that left Git and were told to stay, by Prune=false or a policy of Helm's.
local function only_leftovers()
  if status.sync.status ~= "OutOfSync" or not pruned() then return false end
  local leftovers = 0
  for _, resource in ipairs(status.resources or {}) do
    if resource.status == "OutOfSync" then
      if not resource.requiresPruning then return false end
      leftovers = leftovers + 1
    end
  end
  return leftovers > 0
end

-- A sync keeps the source that it was started with, in all of its attempts.
local function retries_what_is_unwanted()
  local taken = (operation.operation or {}).sync or {}
  taken = taken.sources or taken.source
  return (operation.retryCount or 0) > 0 and taken ~= nil and not equal(taken, obj.spec.sources or obj.spec.source)
end

-- Whether the last sync was of what the comparison is about.
local function of_the_present()
  local result = operation.syncResult
  return result == nil
    or equal(result.sources or result.source, compared.sources or compared.source)
      and equal(result.revision, status.sync.revision) and equal(result.revisions, status.sync.revisions)
end

if obj.metadata.deletionTimestamp ~= nil then
  return answer("Progressing", "being deleted")
end
if compared == nil then
  return answer("Progressing", "not compared yet")
end
for _, field in ipairs({ "source", "sources", "destination", "ignoreDifferences" }) do
  if not equal(obj.spec[field], compared[field]) then
    return answer("Progressing", field .. " changed since the last comparison")
  end
end
if obj.operation ~= nil or operation.phase == "Running" or operation.phase == "Terminating" then
  if retries_what_is_unwanted() then
    return answer("Degraded", "a sync retries a source that is no longer wanted, until somebody terminates it: "
      .. "argocd app terminate-op " .. obj.metadata.name .. " --core")
  end
  if (operation.retryCount or 0) >= 5 then
    return answer("Degraded", operation.message or "a sync fails again and again")
  end
  return answer("Progressing", operation.message or "a sync is running")
end
for _, condition in ipairs(status.conditions or {}) do
  if condition.type == "InvalidSpecError" or condition.type == "ComparisonError" or condition.type == "SyncError" then
    return answer("Degraded", condition.type .. ": " .. (condition.message or ""))
  end
end
if (operation.phase == "Failed" or operation.phase == "Error") and of_the_present() then
  return answer("Degraded", "the last sync failed: " .. (operation.message or ""))
end
if status.sync.status ~= "Synced" and not only_leftovers() then
  return answer("Progressing", "sync status is " .. (status.sync.status or "unknown"))
end
local health = status.health or {}
return answer(health.status or "Progressing", health.message)
`.trimStart()
