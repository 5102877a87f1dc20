"""The API of the simulated 服务号: which path is answered by what."""

from __future__ import annotations

from starlette.routing import Route

from simulator.api.gate import Gate, GateRule
from simulator.callbacks.acts import Acts
from simulator.callbacks.delivery import CallbackDelivery
from simulator.platform.platform import SandboxPlatform
from simulator.wechat.account_api import AccountApi
from simulator.wechat.credentials_api import Credentials
from simulator.wechat.customer_messages import CustomerMessages
from simulator.wechat.notices import Notices
from simulator.wechat.oauth import OAuth

GET = GateRule("GET")
# api_getstableaccesstoken: 500 000 a day.
STABLE_TOKENS_A_DAY = 500_000


def wechat_routes(platform: SandboxPlatform, acts: Acts, delivery: CallbackDelivery) -> list[Route]:
    """Return the routes below ``https://api.weixin.qq.com``, and those of open.weixin.qq.com for OAuth."""
    gate, limits = Gate(platform), platform.config.limits
    customer, notices = CustomerMessages(platform), Notices(platform, acts, delivery)
    account, credentials, oauth = AccountApi(platform), Credentials(platform), OAuth(platform)
    notice = GateRule(daily=limits.notice_daily)
    return [
        gate.route("/cgi-bin/token", credentials.token, GateRule("GET", needs_token=False)),
        gate.route(
            "/cgi-bin/stable_token", credentials.stable_token, GateRule(needs_token=False, daily=STABLE_TOKENS_A_DAY)
        ),
        gate.route("/cgi-bin/ticket/getticket", credentials.js_ticket, GET),
        gate.route("/cgi-bin/message/custom/send", customer.send, GateRule(daily=limits.customer_daily)),
        gate.route("/cgi-bin/message/custom/typing", customer.typing),
        gate.route("/cgi-bin/message/template/send", notices.send_template, notice),
        gate.route("/cgi-bin/message/subscribe/bizsend", notices.send_subscription, notice),
        gate.route("/cgi-bin/menu/create", account.create_menu),
        gate.route("/cgi-bin/menu/get", account.get_menu, GET),
        gate.route("/cgi-bin/menu/delete", account.delete_menu, GET),
        gate.route("/cgi-bin/qrcode/create", account.create_qr_code),
        gate.route("/cgi-bin/user/info", account.user, GET),
        gate.route("/cgi-bin/template/get_all_private_template", account.message_templates, GET),
        gate.route("/wxaapi/newtmpl/gettemplate", account.subscription_templates, GET),
        gate.route("/cgi-bin/get_api_domain_ip", account.addresses, GET),
        gate.route("/cgi-bin/getcallbackip", account.addresses, GET),
        gate.route("/sns/oauth2/access_token", oauth.redeem, GateRule("GET", needs_token=False)),
        Route("/connect/oauth2/authorize", oauth.authorize, methods=["GET"]),
    ]
