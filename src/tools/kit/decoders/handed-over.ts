import type { Output } from '../../../api/operations.ts';
import { Fault } from '../../../domain/fault.ts';
import type { HandedOver } from '../../../domain/shown.ts';
import { flag } from '../../../jobs/wire.ts';
import { Foreign } from '../../../shaping/foreign.ts';

/**
 * The form of a link: a host and a path. No user name, blank or quote, and printable ASCII only, so that it is what it
 * seems.
 */
const LINK =
  /^(?:https|wss):\/\/(?=[A-Za-z0-9.-]{1,253}(?:[:/?#]|$))[A-Za-z0-9](?:[A-Za-z0-9-]{0,62})(?:\.[A-Za-z0-9][A-Za-z0-9-]{0,62}){0,10}(?::\d{1,5})?(?:[/?#][A-Za-z0-9\-._~:/?#[\]@!$&'()*+,;=%]{0,4000})?$/;
const TOKEN = /^[A-Za-z0-9\-._~+/=:]{1,4000}$/;

const unusable = (what: string, action: string): Fault =>
  new Fault({
    kind: 'unavailable',
    message: `${action} answered, but not with ${what}; what it gave instead is not shown.`,
    fix: 'Call again once; if it stays, tell the operator: something may be answering in the place of the cloud.',
  });

/**
 * A link that is given to the user as it is, neither cut nor masked: with a character less it would not work.
 * @throws Fault `unavailable` where it is none over https or wss, with a host
 */
export function link(value: unknown, action: string): HandedOver {
  const text = Foreign.of(value)?.handedOver(LINK);
  if (text === undefined) throw unusable('an https or wss link', action);
  return text;
}

/**
 * A token that is given to the user as it is.
 * @throws Fault `unavailable` where it has other characters than tokens have
 */
export function token(value: unknown, action: string): HandedOver {
  const text = Foreign.of(value)?.handedOver(TOKEN);
  if (text === undefined) throw unusable('a token', action);
  return text;
}

/** The link of a GetWebTerminal answer. */
export const terminalLink = ({ WebTerminalUrl }: Output<'GetWebTerminal'>): HandedOver =>
  link(WebTerminalUrl, 'GetWebTerminal');

/** The token of a GetToken answer. */
export const sharingToken = ({ Token }: Output<'GetToken'>): HandedOver => token(Token, 'GetToken');

/** The link of a GetTensorboardSharedUrl answer. */
export const tensorboardLink = ({ TensorboardSharedUrl }: Output<'GetTensorboardSharedUrl'>): HandedOver =>
  link(TensorboardSharedUrl, 'GetTensorboardSharedUrl');

/** The link of a GetRayHistoryServer answer; it is empty until the server runs. */
export const historyServerLink = ({ RayHistoryServerUrl }: Output<'GetRayHistoryServer'>): HandedOver =>
  link(RayHistoryServerUrl, 'GetRayHistoryServer');

/** The link of a GetDashboard answer. */
export const dashboardLink = ({ url }: Output<'GetDashboard'>): HandedOver => link(url, 'GetDashboard');

/**
 * The link of a GetRayDashboard answer, and whether its charts have figures; `undefined` where the cloud does not say.
 */
export const rayDashboard = ({ url, metricsEnabled }: Output<'GetRayDashboard'>) => ({
  url: link(url, 'GetRayDashboard'),
  hasCharts: metricsEnabled === undefined ? undefined : flag(metricsEnabled),
});
