import * as z from 'zod';
import { amount, flag, lenient, text } from '../wire.ts';

/** `JobElasticSpec` of the answer: elastic training. */
export const jobElasticSpec = z.looseObject({
  AIMasterDockerImage: lenient(text),
  AIMasterType: lenient(text),
  EDPMaxParallelism: lenient(amount),
  EDPMinParallelism: lenient(amount),
  ElasticStrategy: lenient(text),
  EnableAIMaster: lenient(flag),
  EnableEDP: lenient(flag),
  EnableElasticTraining: lenient(flag),
  EnablePsJobElasticPS: lenient(flag),
  EnablePsJobElasticWorker: lenient(flag),
  EnablePsResourceEstimate: lenient(flag),
  MaxParallelism: lenient(amount),
  MinParallelism: lenient(amount),
  PSMaxParallelism: lenient(amount),
  PSMinParallelism: lenient(amount),
});
