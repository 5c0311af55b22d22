import type { CauseTexts } from './texts.ts';

export const network: CauseTexts = {
  hub_rate_limit: {
    says: [
      'acme.ClientError: PutObject failed (SlowDown): Please reduce your request rate.',
      'modelscope: 429 Too Many Requests for url https://modelscope.cn/api/v1/models',
      'huggingface_hub.errors.HfHubHTTPError: 429 Client Error: Too Many Requests for url: https://huggingface.co/api/models/org/base',
    ],
    not: ['429 Too Many Requests, retrying in 4 s'],
  },
  hub_unavailable: {
    says: [
      'requests.exceptions.HTTPError: 503 Server Error: Service Unavailable for url: https://huggingface.co/api/models/org/base',
      'HfHubHTTPError: 504 Server Error: Gateway Time-out for url: https://huggingface.co/datasets',
    ],
    not: ['503 Server Error: Service Unavailable for url: https://hub, retrying'],
  },
  fetch_failed: {
    says: [
      "  Temporary failure resolving 'archive.ubuntu.com'",

      'Error downloading object: a.safetensors (8c4b1f9): Smudge error: batch response: This repository is over its data quota',

      '  Caused by: dns error: failed to lookup address information: Temporary failure in name resolution',

      "fatal: unable to access 'https://github.com/org/repo.git/': Could not resolve host: github.com",
      "wget: unable to resolve host address 'files.example.com'",
      "WARNING: Retrying (Retry(total=0, connect=None, read=None)) after connection broken by 'NewConnectionError': /simple/torch/",
    ],
    not: ['curl: (22) The requested URL returned error: 404'],
  },
  ssh_unreachable: {
    says: [
      'ssh: connect to host dlc1-worker-1 port 22: Connection refused',
      'ssh: Could not resolve hostname nccl-tests-worker-3.nccl-tests.default.svc: Name or service not known',
    ],
    not: ['ssh: the key was added'],
  },
  service_refused: {
    says: [
      'pymongo.errors.ServerSelectionTimeoutError: mongo-1:27017: timed out',
      'redis.exceptions.ConnectionError: Error 111 connecting to 10.0.8.4:6379. Connection refused.',
    ],
    not: ['psycopg2.OperationalError: FATAL: password authentication failed for user "a"'],
  },
  unreachable: {
    says: [
      'ssl.SSLEOFError: EOF occurred in violation of protocol (_ssl.c:2396)',
      'acme.StoreError: All 10 retry attempts failed. The last failure: Upload to gs://b/a failed',
      'http.client.IncompleteRead: IncompleteRead(1234 bytes read, 5678 more expected)',
      'huggingface_hub.errors.LocalEntryNotFoundError: An error happened while trying to locate the file on the Hub and we cannot find the requested files in the local cache.',
      "requests.exceptions.ConnectTimeout: HTTPSConnectionPool(host='huggingface.co', port=443): Max retries exceeded with url: /x",
      "OSError: We couldn't connect to 'https://huggingface.co' to load the files, and couldn't find them in the cached files.",
    ],
    not: [
      'leaf.CommError: wandb: CommError: put answered 403 Forbidden: no such right',
      'acme.StoreError: Max retries exceeded: offline mode is on',
      'RuntimeError: rendezvous failed after 3 attempts',
      'gcs_client.cc:53: GCS connection timed out',
      'ConnectTimeout while waiting for dlc1-master-0 MASTER_ADDR',
    ],
  },
  peer_unreachable: {
    says: [
      'connect to dlc1xjcumbfm7aai-master-0:23456 refused',
      'connection to dlc1xjcumbfm7aai-master-0 port 29500 timed out',
    ],
    not: ['dlc1xjcumbfm7aai-master-0 is ready', 'Connected to dlc1xjcumbfm7aai-master-0:29500'],
  },
};
