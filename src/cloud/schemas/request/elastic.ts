import * as z from 'zod';

/** `JobElasticSpec` of the request: elastic training. */
export const jobElasticSpec = z.strictObject({
  AIMasterDockerImage: z.string().optional(),
  AIMasterType: z.string().optional(),
  EDPMaxParallelism: z.int().optional(),
  EDPMinParallelism: z.int().optional(),
  ElasticStrategy: z.string().optional(),
  EnableAIMaster: z.boolean().optional(),
  EnableEDP: z.boolean().optional(),
  EnableElasticTraining: z.boolean().optional(),
  EnablePsJobElasticPS: z.boolean().optional(),
  EnablePsJobElasticWorker: z.boolean().optional(),
  EnablePsResourceEstimate: z.boolean().optional(),
  MaxParallelism: z.int().optional(),
  MinParallelism: z.int().optional(),
  PSMaxParallelism: z.int().optional(),
  PSMinParallelism: z.int().optional(),
});
