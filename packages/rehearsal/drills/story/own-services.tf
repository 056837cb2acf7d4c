locals {
  tags = { team = "shop" }
}
data "aws_partition" "own" {}
resource "aws_vpc" "own" {
  cidr_block = "10.0.0.0/16"
  tags       = local.tags
}
resource "aws_subnet" "own" {
  vpc_id     = aws_vpc.own.id
  cidr_block = "10.0.1.0/24"
  tags       = local.tags
}
resource "aws_security_group" "own" {
  name   = "own"
  vpc_id = aws_vpc.own.id
  ingress {
    from_port   = 443
    to_port     = 443
    protocol    = "tcp"
    cidr_blocks = ["10.0.0.0/16"]
  }
  tags = local.tags
}
resource "aws_launch_template" "own" {
  name          = "own"
  image_id      = "ami-12c6146b"
  instance_type = "t3.micro"
}
resource "aws_instance" "own" {
  ami                    = "ami-12c6146b"
  instance_type          = "t3.micro"
  subnet_id              = aws_subnet.own.id
  vpc_security_group_ids = [aws_security_group.own.id]
  tags                   = local.tags
}
resource "aws_iam_role" "own" {
  name                 = "own-function"
  path                 = "/workload/"
  permissions_boundary = local.orgstrap_boundary
  assume_role_policy = jsonencode({
    Version   = "2012-10-17"
    Statement = [{ Effect = "Allow", Action = "sts:AssumeRole", Principal = { Service = ["lambda.amazonaws.com", "states.amazonaws.com"] } }]
  })
  tags = local.tags
}
resource "aws_lambda_function" "own" {
  function_name = "own"
  role          = aws_iam_role.own.arn
  runtime       = "nodejs20.x"
  handler       = "index.handler"
  filename      = "${path.module}/function.zip"
  tags          = local.tags
}
resource "aws_lambda_permission" "own" {
  function_name = aws_lambda_function.own.function_name
  action        = "lambda:InvokeFunction"
  principal     = "events.amazonaws.com"
}
resource "aws_ecr_repository" "own" {
  name = "own/images"
  tags = local.tags
}
resource "aws_kinesis_stream" "own" {
  name        = "own"
  shard_count = 1
}
resource "aws_cloudwatch_metric_alarm" "own" {
  alarm_name          = "own"
  namespace           = "AWS/Lambda"
  metric_name         = "Errors"
  comparison_operator = "GreaterThanThreshold"
  threshold           = 0
  evaluation_periods  = 1
  period              = 60
  statistic           = "Sum"
  tags                = local.tags
}
resource "aws_route53_zone" "own" {
  name = "own.example.com"
  tags = local.tags
}
resource "aws_route53_record" "own" {
  zone_id = aws_route53_zone.own.zone_id
  name    = "www"
  type    = "A"
  ttl     = 60
  records = ["192.0.2.1"]
}
resource "aws_efs_file_system" "own" {
  tags = local.tags
}
resource "aws_lb_target_group" "own" {
  name     = "own"
  port     = 80
  protocol = "HTTP"
  vpc_id   = aws_vpc.own.id
  tags     = local.tags
}
resource "aws_secretsmanager_secret" "own" {
  name                    = "own"
  recovery_window_in_days = 0
  tags                    = local.tags
}
resource "aws_sfn_activity" "own" {
  name = "own"
  tags = local.tags
}
resource "aws_acm_certificate" "own" {
  domain_name       = "own.example.com"
  validation_method = "DNS"
  tags              = local.tags
}
resource "aws_acmpca_certificate_authority" "own" {
  permanent_deletion_time_in_days = 7
  certificate_authority_configuration {
    key_algorithm     = "RSA_4096"
    signing_algorithm = "SHA512WITHRSA"
    subject {
      common_name = "own.example.com"
    }
  }
  tags = local.tags
}
resource "aws_api_gateway_rest_api" "own" {
  name = "own"
}
resource "aws_dynamodb_table" "own" {
  name           = "own"
  hash_key       = "id"
  read_capacity  = 1
  write_capacity = 1
  attribute {
    name = "id"
    type = "S"
  }
  tags = local.tags
}
resource "aws_autoscaling_group" "own" {
  name                = "own"
  min_size            = 0
  max_size            = 1
  vpc_zone_identifier = [aws_subnet.own.id]
  launch_template {
    id = aws_launch_template.own.id
  }
}
resource "aws_cloudfront_origin_access_control" "own" {
  name                              = "own"
  origin_access_control_origin_type = "s3"
  signing_behavior                  = "always"
  signing_protocol                  = "sigv4"
}
resource "aws_codebuild_project" "own" {
  name         = "own"
  service_role = aws_iam_role.own.arn
  artifacts {
    type = "NO_ARTIFACTS"
  }
  environment {
    compute_type = "BUILD_GENERAL1_SMALL"
    image        = "aws/codebuild/standard:7.0"
    type         = "LINUX_CONTAINER"
  }
  source {
    type     = "S3"
    location = "own/own.zip"
  }
}
resource "aws_s3_bucket" "own" {
  bucket_prefix = "own-"
  tags          = local.tags
}
resource "aws_cognito_user_pool" "own" {
  name = "own"
}
resource "aws_ecs_cluster" "own" {
  name = "own"
  tags = local.tags
}
resource "aws_eks_cluster" "own" {
  name     = "own"
  role_arn = aws_iam_role.own.arn
  vpc_config {
    subnet_ids = [aws_subnet.own.id]
  }
  tags = local.tags
}
resource "aws_elasticache_user" "own" {
  user_id              = "own"
  user_name            = "own"
  engine               = "redis"
  access_string        = "on ~* +@all"
  no_password_required = true
  tags                 = local.tags
}
resource "aws_cloudwatch_event_bus" "own" {
  name = "own"
  tags = local.tags
}
resource "aws_kinesis_firehose_delivery_stream" "own" {
  name        = "own"
  destination = "extended_s3"
  extended_s3_configuration {
    role_arn   = aws_iam_role.own.arn
    bucket_arn = aws_s3_bucket.own.arn
  }
  tags = local.tags
}
resource "aws_glue_catalog_database" "own" {
  name = "own"
}
resource "aws_glue_job" "own" {
  execution_class = "STANDARD"
  name            = "own"
  role_arn        = aws_iam_role.own.arn
  command {
    script_location = "s3://own/own.py"
  }
}
resource "aws_kms_key" "own" {
}
resource "aws_cloudwatch_log_group" "own" {
  name = "own"
  tags = local.tags
}
resource "aws_mq_broker" "own" {
  broker_name        = "own"
  engine_type        = "ActiveMQ"
  engine_version     = "5.17.6"
  host_instance_type = "mq.t3.micro"
  user {
    username = "own"
    password = "a-password-of-own"
  }
  tags = local.tags
}
resource "aws_db_parameter_group" "own" {
  name   = "own"
  family = "postgres16"
  tags   = local.tags
}
resource "aws_redshift_subnet_group" "own" {
  name       = "own"
  subnet_ids = [aws_subnet.own.id]
  tags       = local.tags
}
resource "aws_resourcegroups_group" "own" {
  name = "own"
  resource_query {
    query = jsonencode({ ResourceTypeFilters = ["AWS::EC2::Instance"], TagFilters = [{ Key = "Name", Values = ["own"] }] })
  }
  tags = local.tags
}
resource "aws_route53_resolver_rule" "own" {
  domain_name = "own.example.com"
  rule_type   = "SYSTEM"
  tags        = local.tags
}
resource "aws_scheduler_schedule_group" "own" {
  name = "own"
  tags = local.tags
}
resource "aws_service_discovery_http_namespace" "own" {
  name = "own"
  tags = local.tags
}
resource "aws_ses_configuration_set" "own" {
  name = "own"
}
resource "aws_shield_protection" "own" {
  name         = "own"
  resource_arn = "arn:${data.aws_partition.own.partition}:elasticloadbalancing:eu-west-1:123456789012:loadbalancer/app/own/50dc6c495c0c9188"
  tags         = local.tags
}
resource "aws_sns_topic" "own" {
  name = "own"
  tags = local.tags
}
resource "aws_sqs_queue" "own" {
  name = "own"
  tags = local.tags
}
resource "aws_ssm_parameter" "own" {
  name  = "/own"
  type  = "String"
  value = "1"
  tags  = local.tags
}
resource "aws_wafv2_ip_set" "own" {
  name               = "own"
  scope              = "REGIONAL"
  ip_address_version = "IPV4"
  addresses          = ["192.0.2.0/24"]
  tags               = local.tags
}
resource "aws_subnet" "other" {
  vpc_id            = aws_vpc.own.id
  cidr_block        = "10.0.2.0/24"
  availability_zone = "eu-west-1b"
  tags              = local.tags
}
resource "aws_batch_job_definition" "own" {
  name                 = "own"
  type                 = "container"
  container_properties = jsonencode({ image = "busybox", resourceRequirements = [{ type = "VCPU", value = "1" }, { type = "MEMORY", value = "512" }] })
}
resource "aws_bedrock_model_invocation_logging_configuration" "own" {
  logging_config {
    cloudwatch_config {
      log_group_name = aws_cloudwatch_log_group.own.name
      role_arn       = aws_iam_role.own.arn
    }
  }
}
