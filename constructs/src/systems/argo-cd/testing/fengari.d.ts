/** The part of fengari's C-style API that the tests use; the package has no types of its own. */
declare module 'fengari' {
  type State = unknown
  export function to_luastring(text: string): Uint8Array
  export function to_jsstring(text: Uint8Array): string
  export const lua: {
    readonly LUA_OK: number
    lua_pcall(state: State, args: number, results: number, handler: number): number
    lua_tostring(state: State, index: number): Uint8Array
  }
  export const lauxlib: {
    luaL_newstate(): State
    luaL_loadstring(state: State, text: Uint8Array): number
  }
  export const lualib: { luaL_openlibs(state: State): void }
}
