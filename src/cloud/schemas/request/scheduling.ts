import * as z from 'zod';
import { elasticSpotStrategy, scalingStrategy, spotStrategy } from '../enums.ts';

/** `HyperNodeSpec` of the request: where and how replicas are placed, scaled and bought. */
export const hyperNodeSpec = z.strictObject({
  HyperNodeName: z.string().optional(),
  NodeNames: z.string().optional(),
});

/** `AssignNodeSpec` of the request: where and how replicas are placed, scaled and bought. */
export const assignNodeSpec = z.strictObject({
  AntiAffinityHyperNodes: z.array(hyperNodeSpec).optional(),
  AntiAffinityNodeNames: z.string().optional(),
  EnableAssignNode: z.boolean().optional(),
  HyperNodes: z.array(hyperNodeSpec).optional(),
  NodeNames: z.string().optional(),
});

/** `HyperNodeSchedulingConfig` of the request: where and how replicas are placed, scaled and bought. */
export const hyperNodeSchedulingConfig = z.strictObject({
  MinAvailable: z.int().optional(),
  QualityPolicy: z.string().optional(),
});

/** `AutoscalingMetricSpec` of the request: where and how replicas are placed, scaled and bought. */
export const autoscalingMetricSpec = z.strictObject({
  MetricName: z.string().optional(),
  StabilizationWindowSeconds: z.int().optional(),
  TargetValue: z.number().optional(),
  Tolerance: z.string().optional(),
});

/** `AutoScalingSpec` of the request: where and how replicas are placed, scaled and bought. */
export const autoScalingSpec = z.strictObject({
  AutoscalingMetricSpec: autoscalingMetricSpec.optional(),
  MaxReplicas: z.int().optional(),
  MinReplicas: z.int().optional(),
  PodsToDelete: z.array(z.string()).optional(),
  ScalingStrategy: scalingStrategy.optional(),
});

/** `ElasticSpotSpec` of the request: where and how replicas are placed, scaled and bought. */
export const elasticSpotSpec = z.strictObject({
  InstanceType: z.string().optional(),
  SpotDiscountLimit: z.number().optional(),
  SpotPriceLimit: z.number().optional(),
  SpotStrategy: elasticSpotStrategy.optional(),
});

/** `SpotSpec` of the request: where and how replicas are placed, scaled and bought. */
export const spotSpec = z.strictObject({
  SpotDiscountLimit: z.number().optional(),
  SpotPriceLimit: z.number().optional(),
  SpotStrategy: spotStrategy.optional(),
});

/** `StartupDependency` of the request: where and how replicas are placed, scaled and bought. */
export const startupDependency = z.strictObject({
  MinReplicas: z.string().optional(),
  OnPhase: z.string().optional(),
  Type: z.string().optional(),
});
