import { ApiProperty } from '@nestjs/swagger';
import { IsNumber, Max, Min } from 'class-validator';

export class SimulationRequest {
  /** How much faster than a real day. */
  @ApiProperty({ minimum: 1, maximum: 120 })
  @IsNumber()
  @Min(1)
  @Max(120)
  readonly speed!: number;
}
