import type { ApplicationSetSpec, ApplicationSpec, ApplicationStatus, AppProjectSpec } from './generated/types.ts'

export const argoCdApiVersion = 'argoproj.io/v1alpha1'

/**
 * Finalizer that deletes an Application's objects with it, and waits until they are gone. The unqualified name means
 * the same, but the API server warns of it: it prefers names with a path.
 *
 * @see https://github.com/argoproj/argo-cd/blob/v3.5.7/pkg/apis/application/v1alpha1/application_defaults.go
 */
export const resourcesFinalizer = 'resources-finalizer.argocd.argoproj.io/foreground'

/** A type rather than an interface, so that it fits where any Kubernetes metadata is taken. */
export type ArgoCdMetadata = {
  readonly name: string
  /** Namespace of Argo CD itself, or one that the AppProject lists in `sourceNamespaces`. */
  readonly namespace: string
  readonly labels?: Record<string, string>
  readonly annotations?: Record<string, string>
  readonly finalizers?: readonly string[]
}

export interface Application {
  readonly apiVersion: typeof argoCdApiVersion
  readonly kind: 'Application'
  readonly metadata: ArgoCdMetadata
  readonly spec: ApplicationSpec
  /** Written by Argo CD. */
  readonly status?: ApplicationStatus
}

export interface AppProject {
  readonly apiVersion: typeof argoCdApiVersion
  readonly kind: 'AppProject'
  readonly metadata: ArgoCdMetadata
  readonly spec: AppProjectSpec
}

export interface ApplicationSet {
  readonly apiVersion: typeof argoCdApiVersion
  readonly kind: 'ApplicationSet'
  readonly metadata: ArgoCdMetadata
  readonly spec: ApplicationSetSpec
}

/** An Application as a plain object. */
export function application(metadata: ArgoCdMetadata, spec: ApplicationSpec): Application {
  return { apiVersion: argoCdApiVersion, kind: 'Application', metadata, spec }
}

/** An AppProject as a plain object. */
export function appProject(metadata: ArgoCdMetadata, spec: AppProjectSpec): AppProject {
  return { apiVersion: argoCdApiVersion, kind: 'AppProject', metadata, spec }
}

/** An ApplicationSet as a plain object. */
export function applicationSet(metadata: ArgoCdMetadata, spec: ApplicationSetSpec): ApplicationSet {
  return { apiVersion: argoCdApiVersion, kind: 'ApplicationSet', metadata, spec }
}
