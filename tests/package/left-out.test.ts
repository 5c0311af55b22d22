import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, it } from 'vitest';
import { connect, errorOf, serverEnv } from '../e2e/harness.ts';

const XML =
  '<?xml version="1.0"?><Error><Code>Forbidden.RAM</Code><Message>not allowed</Message><RequestId>R</RequestId></Error>';

it('reads an error in XML in the bundle, which loads the reader of XML no sooner', async () => {
  const gateway = createServer((_request, response) => {
    response.writeHead(403, { 'content-type': 'text/xml;charset=utf-8' }).end(XML);
  }).listen(0, '127.0.0.1');
  await once(gateway, 'listening');
  const session = await connect({
    env: serverEnv(undefined, {
      PAI_DLC_MCP_REGION: 'cn-hangzhou',
      PAI_DLC_MCP_ENDPOINT: `http://127.0.0.1:${(gateway.address() as AddressInfo).port}`,
      ALIBABA_CLOUD_ACCESS_KEY_ID: 'test-id',
      ALIBABA_CLOUD_ACCESS_KEY_SECRET: 'test-secret',
    }),
  });
  const answer = await session.call('list_workspaces');
  await session.close();
  gateway.close();
  expect(errorOf(answer)).toMatchObject({ kind: 'permission_denied' });
  expect(answer.text).toContain('(Forbidden.RAM)');
});
