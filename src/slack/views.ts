import type { HomeView, ModalView } from '@slack/types'
import { z } from 'zod'

const Modal = z.looseObject({ type: z.literal('modal') })
const Home = z.looseObject({ type: z.literal('home') })

/** A view as the ports carry it, which is Block Kit that a feature's view made; Slack checks the rest. */
export const asModal = (view: object): ModalView => Modal.parse(view) as unknown as ModalView
export const asHome = (view: object): HomeView => Home.parse(view) as unknown as HomeView
