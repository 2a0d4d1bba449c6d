import { Controller } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Allow } from './allow.js';
import { CauseTreeRoutes } from './cause-trees.js';

/** What customers experience. */
@ApiTags('quality')
@Controller('problem-types')
@Allow({ roles: ['admin', 'quality'], scope: 'quality:write' })
export class ProblemTypesController extends CauseTreeRoutes {
  protected readonly tree = 'problemType';
}
