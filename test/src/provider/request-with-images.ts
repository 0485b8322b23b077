import type { ClusterRequest } from './provider.ts'

/** What providers that run real containers take besides. */
export interface RequestWithImages extends ClusterRequest {
  /** Archives of container images as `docker save` writes them, loaded before any pod starts. @default none */
  readonly images?: readonly string[]
}
