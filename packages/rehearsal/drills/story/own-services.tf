resource "aws_vpc" "own" {
  cidr_block = "10.0.0.0/16"
  tags       = { Name = "own" }
}
resource "aws_subnet" "own" {
  vpc_id     = aws_vpc.own.id
  cidr_block = "10.0.1.0/24"
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
  tags                   = { Name = "own" }
}
resource "aws_iam_role" "own" {
  name                 = "own-function"
  path                 = "/workload/"
  permissions_boundary = local.orgstrap_boundary
  assume_role_policy = jsonencode({
    Version   = "2012-10-17"
    Statement = [{ Effect = "Allow", Action = "sts:AssumeRole", Principal = { Service = ["lambda.amazonaws.com", "states.amazonaws.com"] } }]
  })
}
resource "aws_lambda_function" "own" {
  function_name = "own"
  role          = aws_iam_role.own.arn
  runtime       = "nodejs20.x"
  handler       = "index.handler"
  filename      = "${path.module}/function.zip"
  tags          = { team = "shop" }
}
resource "aws_lambda_permission" "own" {
  function_name = aws_lambda_function.own.function_name
  action        = "lambda:InvokeFunction"
  principal     = "events.amazonaws.com"
}
resource "aws_ecr_repository" "own" {
  name = "own/images"
  tags = { team = "shop" }
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
}
resource "aws_route53_zone" "own" {
  name = "own.example.com"
}
resource "aws_route53_record" "own" {
  zone_id = aws_route53_zone.own.zone_id
  name    = "www"
  type    = "A"
  ttl     = 60
  records = ["192.0.2.1"]
}
resource "aws_efs_file_system" "own" {
  tags = { Name = "own" }
}
resource "aws_lb_target_group" "own" {
  name     = "own"
  port     = 80
  protocol = "HTTP"
  vpc_id   = aws_vpc.own.id
}
resource "aws_secretsmanager_secret" "own" {
  name                    = "own"
  recovery_window_in_days = 0
}
resource "aws_sfn_activity" "own" {
  name = "own"
}
