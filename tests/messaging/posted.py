"""Every message and event of the 服务号 as the platform writes it, made from the pages' tables of fields; for the tests of reading.

https://developers.weixin.qq.com/doc/service/guide/product/message/Receiving_standard_messages.html
"""

from __future__ import annotations

ACCOUNT = "gh_account"
OPENID = "oOpenidOfSomeone"
CREATED = 1714036504


def message(kind: str, fields: str, msg_id: str = "24543129338472345") -> str:
    """Return the XML of a message."""
    return _posted(f"<MsgType><![CDATA[{kind}]]></MsgType>{fields}<MsgId>{msg_id}</MsgId>")


def event(name: str, fields: str = "") -> str:
    """Return the XML of an event."""
    return _posted(f"<MsgType><![CDATA[event]]></MsgType><Event><![CDATA[{name}]]></Event>{fields}")


def item(**fields: str) -> str:
    """Return one ``<List>`` of a subscription event."""
    return f"<List>{''.join(f'<{name}><![CDATA[{value}]]></{name}>' for name, value in fields.items())}</List>"


def _posted(rest: str) -> str:
    return (
        f"<xml><ToUserName><![CDATA[{ACCOUNT}]]></ToUserName><FromUserName><![CDATA[{OPENID}]]></FromUserName>"
        f"<CreateTime>{CREATED}</CreateTime>{rest}</xml>"
    )


TEXT = message("text", "<Content><![CDATA[社保补贴]]></Content>")
PICKED = message("text", "<Content><![CDATA[材料]]></Content><bizmsgmenuid>choice-1</bizmsgmenuid>")
IMAGE = message("image", "<PicUrl><![CDATA[http://p/1]]></PicUrl><MediaId><![CDATA[m]]></MediaId>")
VOICE = message("voice", "<MediaId><![CDATA[m]]></MediaId><Format><![CDATA[amr]]></Format>")
VOICE_EMPTY = VOICE.replace("<MsgId>", "<Recognition><![CDATA[]]></Recognition><MsgId>")
VOICE_BLANK = VOICE.replace("<MsgId>", "<Recognition> </Recognition><MsgId>")
VOICE_HEARD = VOICE.replace("<MsgId>", "<Recognition><![CDATA[多少钱]]></Recognition><MsgId>")
VIDEO = message("video", "<MediaId><![CDATA[m]]></MediaId><ThumbMediaId><![CDATA[t]]></ThumbMediaId>")
SHORT_VIDEO = message("shortvideo", "<MediaId><![CDATA[m]]></MediaId><ThumbMediaId><![CDATA[t]]></ThumbMediaId>")
LOCATION = message(
    "location",
    "<Location_X>39.141</Location_X><Location_Y>117.008</Location_Y><Scale>20</Scale><Label><![CDATA[西青]]></Label>",
)
LINK = message(
    "link",
    "<Title><![CDATA[题]]></Title><Description><![CDATA[述]]></Description><Url><![CDATA[http://u]]></Url>",
)
FILE = message("file", "<Title><![CDATA[题]]></Title><FileKey><![CDATA[k]]></FileKey>")
SUBSCRIBE = event("subscribe", "<EventKey><![CDATA[]]></EventKey>")
SUBSCRIBE_SCENE = event(
    "subscribe", "<EventKey><![CDATA[qrscene_st:zhongbei]]></EventKey><Ticket><![CDATA[t]]></Ticket>"
)
UNSUBSCRIBE = event("unsubscribe")
SCAN = event("SCAN", "<EventKey><![CDATA[st:zhongbei]]></EventKey><Ticket><![CDATA[t]]></Ticket>")
CLICK = event("CLICK", "<EventKey><![CDATA[ask:startup_loan]]></EventKey>")
VIEW = event("VIEW", "<EventKey><![CDATA[https://p/me]]></EventKey>")
REPORTED = event("LOCATION", "<Latitude>39.1</Latitude><Longitude>117.0</Longitude><Precision>40</Precision>")
SENT_OK = event("TEMPLATESENDJOBFINISH", "<MsgID>200163836</MsgID><Status><![CDATA[success]]></Status>")
SENT_BLOCKED = event("TEMPLATESENDJOBFINISH", "<MsgID>200163837</MsgID><Status><![CDATA[failed:user block]]></Status>")
SENT_BROKEN = event(
    "TEMPLATESENDJOBFINISH", "<MsgID>200163838</MsgID><Status><![CDATA[failed: system failed]]></Status>"
)
YES = item(TemplateId="t-1", SubscribeStatusString="accept", PopupScene="1")
NO = item(TemplateId="t-2", SubscribeStatusString="reject", PopupScene="1")
POPUP_ONE = event("subscribe_msg_popup_event", f"<SubscribeMsgPopupEvent>{YES}</SubscribeMsgPopupEvent>")
POPUP_MANY = event("subscribe_msg_popup_event", f"<SubscribeMsgPopupEvent>{YES}{NO}</SubscribeMsgPopupEvent>")
CHANGED = event("subscribe_msg_change_event", f"<SubscribeMsgChangeEvent>{NO}</SubscribeMsgChangeEvent>")
_OK = item(TemplateId="t-1", MsgID="1700827132819554304", ErrorCode="0", ErrorStatus="success")
_FAILED = item(TemplateId="t-1", MsgID="1700827132819554305", ErrorCode="43101", ErrorStatus="user refuse")
NOTICE_SENT = event("subscribe_msg_sent_event", f"<SubscribeMsgSentEvent>{_OK}</SubscribeMsgSentEvent>")
NOTICES_SENT = event("subscribe_msg_sent_event", f"<SubscribeMsgSentEvent>{_OK}{_FAILED}</SubscribeMsgSentEvent>")
