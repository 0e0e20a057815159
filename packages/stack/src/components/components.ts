import type { ComponentName } from '../layout/ports.ts'
import { alertmanager } from './alertmanager.ts'
import { collector } from './collector.ts'
import type { Component } from './component.ts'
import { jaeger } from './jaeger.ts'
import { prometheus } from './prometheus.ts'

/** Every process of the stack, in the order in which they are stopped: senders before receivers. */
export const COMPONENTS: Readonly<Record<ComponentName, Component>> = { collector, jaeger, prometheus, alertmanager }

/** The names of all of them, in that order. */
export const COMPONENT_NAMES: readonly ComponentName[] = Object.keys(COMPONENTS) as ComponentName[]
