# The verbs of this house; `make` lists them. Every line runs as it stands in the shell, too.

PY := .venv/bin/python
LEYE := .venv/bin/leye
# Held-out questions stay outside of the repository; another folder: make evaluate QUESTIONS="a.tsv b.tsv".
QUESTIONS ?= $(wildcard ../shared/questions/*.tsv)
CHECKED := actions bot simulator devservers tests $(wildcard bench)
# How long harm is done to the running assistant, and how many people talk to it meanwhile.
CHAOS_SECONDS ?= 720
CHAOS_PEOPLE ?= 50
# How many processes share the tests, one of which mostly waits (tests/shares.py); 0: none beside pytest itself.
WORKERS ?= 3
export RASA_TELEMETRY_ENABLED := false
# Some containers forbid to keep compiled bytecode; every process of the assistant would then compile all of Rasa anew.
export PYTHONDONTWRITEBYTECODE :=

.DEFAULT_GOAL := help
.PHONY: help run test test-faults test-chaos check evaluate bench kb lock sbom audit install install-dev

help: ## 列出所有命令
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "  make %-12s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

run: install ## 安装（只在第一次）、训练（只在内容改过时）、启动助手；按 Ctrl-C 停止
	@$(LEYE) run

test: install-dev ## 跑全部测试（同时训练一次模型）
	@$(PY) -m pytest tests --numprocesses $(WORKERS) --no-loadscope-reorder

test-faults: install-dev ## 随机杀进程、断数据库：推送 200 次、每夜配岗位 50 夜，看有没有丢、有没有重复
	@$(PY) -m tests.faults.harness --runs 200
	@$(PY) -m tests.faults.night --runs 50

test-chaos: install-dev ## 一边有人聊、一边在推送，一边随机杀进程、写满磁盘、拨乱时钟、停数据库，看谁没得到答复；CHAOS_SECONDS=720
	@$(LEYE) train
	@$(PY) -m tests.chaos.harness --seconds $(CHAOS_SECONDS) --people $(CHAOS_PEOPLE) --keep

check: install-dev ## 检查格式、类型、分层、知识库和对话数据
	@$(PY) -m ruff format --check $(CHECKED)
	@$(PY) -m ruff check $(CHECKED)
	@$(PY) -m mypy
	@.venv/bin/lint-imports
	@$(LEYE) kb format --check
	@$(LEYE) kb validate
	@$(LEYE) kb export-training --check
	@$(PY) -m rasa data validate --quiet --fail-on-warnings --data data --domain domain --config config.yml 2>/dev/null

evaluate: install-dev ## 用真实问题给助手打分，写出 docs/scorecard.md
	@$(PY) -m bench.quality.evaluate $(QUESTIONS)
	@$(PY) -m bench.quality.lookup $(QUESTIONS)
	@$(PY) -m bench.quality.answer_sample

bench: install-dev ## 比速度和内存（对照 rasa init 的机器人），量规则引擎、微信、推送、工作台；约 15 分钟
	@$(PY) -m bench.speed.turns
	@$(PY) -m bench.speed.first_paint
	@$(PY) -m bench.speed.eligibility
	@$(PY) -m bench.speed.wechat
	@$(PY) -m bench.speed.wechat_soak
	@$(PY) -m bench.speed.outreach
	@$(PY) -m bench.speed.desk
	@$(PY) -m bench.speed.load
	@$(PY) -m bench.speed.imports

kb: install ## 校验知识库，并列出每个主题答得上哪些方面
	@$(LEYE) kb validate
	@$(LEYE) kb coverage

lock: ## 重新计算 requirements*.lock（改了 pyproject.toml 的依赖以后）
	@sh install/lock

sbom: ## 列出装了哪些包（CycloneDX），写到 var/sbom.json
	@mkdir -p var && python3 install/parts_list.py > var/sbom.json && echo "写好了：var/sbom.json"

audit: install ## 查锁定的包有没有已知漏洞（pip-audit；漏洞库连不上就直说）
	@sh install/audit

install:
	@sh install/bootstrap

install-dev:
	@sh install/bootstrap dev
