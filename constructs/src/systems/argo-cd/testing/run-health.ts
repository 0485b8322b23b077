import { lauxlib, lua, lualib, to_jsstring, to_luastring } from 'fengari'

export interface Health {
  readonly status: string
  readonly message: string
}

/** Runs a health script the way Argo CD does: with the object as the global `obj`, reading the table that it returns. */
export function runHealth(script: string, object: unknown): Health {
  const state = lauxlib.luaL_newstate()
  lualib.luaL_openlibs(state)
  const program = [
    `obj = ${luaLiteral(object)}`,
    `local function check()\n${script}\nend`,
    'local answer = check()',
    'return answer.status .. "\\0" .. answer.message',
  ].join('\n')
  const loaded = lauxlib.luaL_loadstring(state, to_luastring(program))
  const failed = loaded !== lua.LUA_OK || lua.lua_pcall(state, 0, 1, 0) !== lua.LUA_OK
  const text = to_jsstring(lua.lua_tostring(state, -1))
  if (failed) throw new Error(text)
  const [status = '', message = ''] = text.split('\0')
  return { status, message }
}

function luaLiteral(value: unknown): string {
  if (value === undefined || value === null) return 'nil'
  if (Array.isArray(value)) return `{ ${value.map(luaLiteral).join(', ')} }`
  if (typeof value === 'object') {
    return `{ ${Object.entries(value)
      .map(([key, inner]) => `[${JSON.stringify(key)}] = ${luaLiteral(inner)}`)
      .join(', ')} }`
  }
  return JSON.stringify(value)
}
